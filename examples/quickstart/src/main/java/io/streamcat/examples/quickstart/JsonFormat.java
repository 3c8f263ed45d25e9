package io.streamcat.examples.quickstart;

import io.streamcat.examples.quickstart.ProvisionResult.Failed;
import io.streamcat.examples.quickstart.ProvisionResult.Registered;
import io.streamcat.examples.support.JsonLine;
import io.streamcat.examples.support.UserFields;
import io.streamcat.user.User;
import java.io.PrintStream;

/** One JSON object a line, with the same keys whether someone was registered or not. */
final class JsonFormat implements Format {

  private final PrintStream out;
  private final PrintStream err;

  JsonFormat(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void print(ProvisionResult outcome) {
    if (outcome instanceof Registered registered) {
      User user = registered.user();
      out.println(JsonLine.of(UserFields.of(user.username(), user.state().name(), user)));
      if (registered.generatedPassword() != null) {
        err.println(
            user.username() + ": " + GENERATED_PASSWORD + " " + registered.generatedPassword());
      }
    } else if (outcome instanceof Failed failed) {
      out.println(JsonLine.of(UserFields.of(failed.username(), "FAILED", null)));
    }
  }
}
