package io.streamcat.examples.cli;

import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists users page by page; needs only the database. */
@Command(
    name = "list",
    description = "Lists all users with their state and id.",
    footer = {
      "%nExamples:",
      "  streamcat-cli list",
      "  streamcat-cli list --state PROVISIONING,DEPROVISIONING",
      "  streamcat-cli list --problem --json",
    })
final class ListCommand implements Callable<Integer> {

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "only users in these states: ${COMPLETION-CANDIDATES}")
  private Set<UserState> states = EnumSet.noneOf(UserState.class);

  @Option(names = "--problem", description = "only users with a task that has failed")
  private boolean problem;

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
        wanted = record.identity() == null || !matches(record) || print(record, output);
      }
    }
    return Main.DONE;
  }

  private boolean matches(UserRecord record) {
    return (states.isEmpty() || states.contains(record.state()))
        && (!problem || record.pending().problem().isPresent());
  }

  private boolean print(UserRecord record, Output output) {
    User user = record.user();
    String name = Objects.requireNonNullElse(user.username(), "-");
    String text = String.format("%-14s  %-30s  %s", user.state().name(), name, user.id());
    return output.result(
        problem ? text + "  " + record.pending().problem().orElse("") : text,
        UserLine.of(null, user, record).fields());
  }
}
