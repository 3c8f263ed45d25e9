package io.streamcat.examples.quickstart;

import io.streamcat.examples.quickstart.ProvisionResult.Failed;
import io.streamcat.examples.quickstart.ProvisionResult.Registered;
import io.streamcat.examples.support.JsonLine;
import io.streamcat.examples.support.UserFields;
import io.streamcat.user.User;
import java.io.PrintStream;

/** A format with one JSON object per line, with the same keys for successes and failures. */
final class JsonFormat implements Format {

  private final PrintStream out;
  private final PrintStream err;

  JsonFormat(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void print(ProvisionResult result) {
    if (result instanceof Registered registered) {
      User user = registered.user();
      out.println(JsonLine.of(UserFields.of(user.username(), user.state().name(), user)));
      if (registered.generatedPassword() != null) {
        err.println(
            user.username() + ": " + GENERATED_PASSWORD + " " + registered.generatedPassword());
      }
    } else if (result instanceof Failed failed) {
      out.println(JsonLine.of(UserFields.of(failed.username(), "FAILED", null)));
    }
  }
}
