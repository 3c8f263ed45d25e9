package io.streamcat.examples.cli;

import io.streamcat.StreamCat;
import io.streamcat.examples.cli.ProvisionResult.Result;
import io.streamcat.examples.support.Entry;
import io.streamcat.examples.support.Entry.Adoption;
import io.streamcat.examples.support.Entry.Malformed;
import io.streamcat.examples.support.SignUpSource;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.provisioning.Existing;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.NewUser;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Registers users with resources that exist already. */
@Command(
    name = "adopt",
    description = {
      "Registers users with channels, chat rooms and stages that exist already.",
      "Users who have been adopted are skipped: after a crash, run the same command again."
    },
    footer = {
      "%nExamples:",
      "  streamcat-cli adopt --users users.csv --dry-run",
      "  streamcat-cli adopt --users users.csv --create-missing --json > results.jsonl",
    })
final class AdoptCommand implements Callable<Integer> {

  @Option(
      names = "--users",
      paramLabel = "FILE",
      required = true,
      description = {
        "CSV file with a header, or JSON lines; - reads standard input. The columns are:",
        "id,username,password_hash,channel_arn,chat_room_arn,stage_arn"
      })
  private Path users = Path.of("-");

  @Option(
      names = "--dry-run",
      description = "checks every user in the database and in AWS, and changes nothing")
  private boolean dryRun;

  @Option(names = "--create-missing", description = "creates the resources that a user lacks")
  private boolean createMissing;

  @Option(
      names = "--even-if-managed",
      description = "adopts resources that Terraform, the CDK or another tool has tagged")
  private boolean evenIfManaged;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "number of users to work on in parallel (default: ${DEFAULT-VALUE})")
  private int parallel = 8;

  private final Cli cli;

  AdoptCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Batch batch = new Batch(parallel, cli.output());
    List<Entry> entries = read();
    Patience patience = cli.patience();
    try (Session session = cli.openSession()) {
      return batch.run(
          entries.stream()
              .map(entry -> task(entry, session, patience))
              .map(task -> task.recorded(session.store().users()))
              .toList());
    }
  }

  private List<Entry> read() {
    try {
      return SignUpSource.readAdoptions(users, cli.in());
    } catch (SignUpSource.UnreadableException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private Task task(Entry entry, Session session, Patience patience) {
    if (entry instanceof Adoption adoption) {
      String name = adoption.username() == null ? adoption.id() : adoption.username();
      Supplier<ProvisionResult> work =
          () -> patience.insist(String.valueOf(name), () -> result(adoption, session));
      return new Task(
          adoption.origin(), name, () -> session.streamcat().runAtBackgroundPriority(work));
    }
    String problem = entry instanceof Malformed malformed ? malformed.problem() : "is unknown";
    return new Task(
        entry.origin(),
        null,
        () -> {
          throw new InvalidInputException("line", "a user with ARNs", problem);
        });
  }

  private ProvisionResult result(Adoption adoption, Session session) {
    StreamCat streamcat = session.streamcat();
    NewUser newUser = newUser(adoption);
    Existing existing = existing(adoption);
    Optional<UserRecord> before = session.store().users().findByResource(adoption.arns().get(0));
    if (dryRun) {
      return streamcat
          .users()
          .checkAdoption(newUser, existing)
          .map(user -> ProvisionResult.of(earlier(before, Result.RESUMED), user))
          .orElseGet(() -> ProvisionResult.of(Result.ADOPTABLE, null));
    }
    User user = streamcat.users().adopt(newUser, existing);
    return ProvisionResult.of(earlier(before, Result.ADOPTED), user);
  }

  private static Result earlier(Optional<UserRecord> before, Result otherwise) {
    return before.map(Result::ofEarlier).orElse(otherwise);
  }

  private static NewUser newUser(Adoption adoption) {
    @Nullable String id = adoption.id();
    NewUser newUser =
        new NewUser(id == null ? null : UserId.of(id), adoption.username(), null, null);
    @Nullable String hash = adoption.passwordHash();
    return hash == null ? newUser : newUser.withPasswordHash(new PasswordHash(hash));
  }

  private Existing existing(Adoption adoption) {
    Existing existing = Existing.of(adoption.arns());
    existing = createMissing ? existing.creatingMissing() : existing;
    return evenIfManaged ? existing.evenIfManaged() : existing;
  }
}
