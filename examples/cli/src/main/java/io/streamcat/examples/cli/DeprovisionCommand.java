package io.streamcat.examples.cli;

import io.streamcat.examples.cli.ProvisionResult.Result;
import io.streamcat.user.UserId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes users and everything they own. */
@Command(
    name = "deprovision",
    description = "Ends users' broadcasts, deletes their AWS resources and then the users.")
final class DeprovisionCommand implements Callable<Integer> {

  @Parameters(paramLabel = "USER", arity = "1..*", description = "usernames or ids")
  private List<String> names = List.of();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "number of users to remove in parallel (default: ${DEFAULT-VALUE})")
  private int parallel = 4;

  private final Cli cli;

  DeprovisionCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Batch batch = new Batch(parallel, cli.output());
    Patience patience = cli.patience();
    try (Session session = cli.openSession()) {
      return batch.run(
          names.stream()
              .map(name -> new Task(name, name, () -> remove(name, session, patience)))
              .toList());
    }
  }

  private static ProvisionResult remove(String name, Session session, Patience patience) {
    UserId id = Lookup.require(session.store().users(), name).user().id();
    return patience.insist(
        name,
        () -> {
          session.streamcat().users().deprovision(id);
          return ProvisionResult.of(Result.REMOVED, null);
        });
  }
}
