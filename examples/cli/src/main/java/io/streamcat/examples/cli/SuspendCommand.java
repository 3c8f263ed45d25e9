package io.streamcat.examples.cli;

import io.streamcat.exception.Check;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Suspends a user. */
@Command(
    name = "suspend",
    description =
        "Stops a user's stream, revokes the stream key and refuses tokens until the user is"
            + " reinstated.",
    footer = {
      "%nExamples:",
      "  streamcat-cli suspend todd --reason 'copyright' --for P7D",
    })
final class SuspendCommand implements Callable<Integer> {

  @Parameters(paramLabel = "USER", description = "username or id")
  private String name = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "the reason, which the user may see")
  private String reason = "";

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "the time after which recovery reinstates the user; without it, there is none")
  private @Nullable Duration duration;

  private final Cli cli;

  SuspendCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    requireValid();
    Patience patience = cli.patience();
    Instant until = duration == null ? null : Instant.now().plus(duration);
    try (Session session = cli.openSession()) {
      UserId id = Lookup.require(session.store().users(), name).user().id();
      User user =
          patience.insist(name, () -> session.streamcat().suspensions().suspend(id, reason, until));
      UserRecord record = Lookup.require(session.store().users(), id.value());
      cli.output()
          .result(text(user), UserLine.of(null, user, record).outcome("suspended").fields());
      return Main.DONE;
    }
  }

  /** Checks the options before the database is opened, so that bad usage changes nothing. */
  private void requireValid() {
    try {
      Check.length("--reason", reason, 1, Suspension.MAX_REASON);
      Check.that(
          duration == null || !duration.isZero(), "--for", "longer than 0s", "is " + duration);
    } catch (InvalidInputException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private static String text(User user) {
    Suspension suspension = user.suspension();
    String head = user.username() == null ? user.id().value() : user.username();
    return suspension == null || suspension.until() == null
        ? head + " is suspended"
        : head + " is suspended until " + suspension.until();
  }
}
