package io.streamcat.examples.cli;

import io.streamcat.examples.support.UserFields;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Lists users page by page; needs only the database. */
@Command(name = "list", description = "Lists all users with their state and id.")
final class ListCommand implements Callable<Integer> {

  private final Cli cli;

  ListCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Output output = cli.output();
    try (Store store = cli.openStore();
        Stream<UserRecord> users = store.users().stream()) {
      // The reader, such as `head`, may have closed the pipe.
      boolean wanted = true;
      for (Iterator<UserRecord> all = users.iterator(); wanted && all.hasNext(); ) {
        UserRecord record = all.next();
        // A spare set of resources has no user yet.
        wanted = record.identity() == null || print(record.user(), output);
      }
    }
    return Main.DONE;
  }

  private static boolean print(User user, Output output) {
    String name = Objects.requireNonNullElse(user.username(), "-");
    String state = user.state().name();
    return output.result(
        String.format("%-14s  %-30s  %s", state, name, user.id()),
        UserFields.of(user.username(), state, user));
  }
}
