package io.streamcat.examples.cli;

import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reinstates a suspended user. */
@Command(
    name = "reinstate",
    description = "Ends the suspension of a user, whose channel gets a new stream key.",
    footer = {
      "%nExamples:",
      "  streamcat-cli reinstate todd",
    })
final class ReinstateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "USER", description = "username or id")
  private String name = "";

  private final Cli cli;

  ReinstateCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Patience patience = cli.patience();
    try (Session session = cli.openSession()) {
      UserId id = Lookup.require(session.store().users(), name).user().id();
      User user = patience.insist(name, () -> session.streamcat().suspensions().reinstate(id));
      String head = user.username() == null ? user.id().value() : user.username();
      UserRecord record = Lookup.require(session.store().users(), id.value());
      cli.output()
          .result(
              head + " is active", UserLine.of(null, user, record).outcome("reinstated").fields());
      return Main.DONE;
    }
  }
}
