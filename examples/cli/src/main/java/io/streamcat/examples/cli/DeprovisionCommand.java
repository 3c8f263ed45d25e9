package io.streamcat.examples.cli;

import io.streamcat.examples.cli.ProvisionResult.Result;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes users and everything they own. */
@Command(
    name = "deprovision",
    description = {
      "Ends users' broadcasts, deletes their AWS resources and then the users.",
      "Users who are gone already are reported as absent, so the command may be repeated."
    },
    footer = {
      "%nExamples:",
      "  streamcat-cli deprovision --dry-run todd ada",
      "  streamcat-cli deprovision todd ada",
      "  streamcat-cli deprovision --yes --json todd",
    })
final class DeprovisionCommand implements Callable<Integer> {

  @Parameters(paramLabel = "USER", arity = "1..*", description = "usernames or ids")
  private List<String> names = List.of();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "number of users to remove in parallel (default: ${DEFAULT-VALUE})")
  private int parallel = 4;

  @Option(names = "--dry-run", description = "shows the users and resources, and changes nothing")
  private boolean dryRun;

  @Mixin private final Confirmation confirmation = new Confirmation();

  private final Cli cli;

  DeprovisionCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Output output = cli.output();
    Batch batch = new Batch(parallel, output);
    Patience patience = cli.patience();
    if (dryRun) {
      try (Store store = cli.openStore()) {
        found(store).forEach((name, user) -> print(name, user, output));
      }
      return Main.DONE;
    }
    try (Session session = cli.openUnconfirmedSession()) {
      Map<String, Optional<UserRecord>> users = found(session.store());
      List<String> present =
          users.entrySet().stream()
              .filter(user -> user.getValue().isPresent())
              .map(Map.Entry::getKey)
              .toList();
      if (!present.isEmpty()) {
        confirmation.require(effect(present), session.environment(), cli.prompter());
      }
      session.bind();
      return batch.run(
          names.stream()
              .map(name -> new Task(name, name, () -> remove(name, session, patience)))
              .toList());
    }
  }

  private Map<String, Optional<UserRecord>> found(Store store) {
    Map<String, Optional<UserRecord>> users = new LinkedHashMap<>();
    names.forEach(name -> users.put(name, present(store, name)));
    return users;
  }

  /** Finds a user who is not removed; a removed one may have left an anonymous record. */
  private static Optional<UserRecord> present(Store store, String name) {
    return Lookup.find(store.users(), name).filter(record -> record.state() != UserState.REMOVED);
  }

  private static String effect(List<String> present) {
    return "This ends the broadcasts of "
        + present.size()
        + (present.size() == 1 ? " user" : " users")
        + " and deletes them with their resources: "
        + String.join(", ", present)
        + ".";
  }

  private static void print(String name, Optional<UserRecord> user, Output output) {
    String outcome = user.isPresent() ? "planned" : Result.ABSENT.word();
    StringBuilder text = new StringBuilder(String.format("%-11s  %s", outcome, name));
    user.ifPresent(
        record ->
            record
                .resources()
                .all()
                .forEach(
                    resource -> text.append(System.lineSeparator()).append("  " + resource.arn())));
    output.result(
        text.toString(), UserLine.of(name, null, user.orElse(null)).outcome(outcome).fields());
  }

  private static ProvisionResult remove(String name, Session session, Patience patience) {
    Optional<UserRecord> user = present(session.store(), name);
    if (user.isEmpty()) {
      return ProvisionResult.of(Result.ABSENT, null);
    }
    return patience.insist(
        name,
        () -> {
          try {
            session.streamcat().users().deprovision(user.get().id());
          } catch (UserNotFoundException e) {
            // Another process was faster.
            return ProvisionResult.of(Result.ABSENT, null);
          }
          return ProvisionResult.of(Result.REMOVED, null);
        });
  }
}
