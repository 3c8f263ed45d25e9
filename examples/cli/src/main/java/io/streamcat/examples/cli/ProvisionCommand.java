package io.streamcat.examples.cli;

import io.streamcat.StreamCat;
import io.streamcat.examples.cli.ProvisionResult.Result;
import io.streamcat.examples.support.Entry;
import io.streamcat.examples.support.Entry.Malformed;
import io.streamcat.examples.support.Entry.SignUp;
import io.streamcat.examples.support.SignUpSource;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Registers new users and completes those whom a crash has left unfinished. */
@Command(
    name = "provision",
    description = {
      "Gives each user in a file a channel, a chat room and a stage.",
      "Users who have them already are skipped: after a crash, run the same command again."
    },
    footer = {
      "%nExamples:",
      "  streamcat-cli provision --users users.csv",
      "  generate-users | streamcat-cli provision --users - --json > results.jsonl",
    })
final class ProvisionCommand implements Callable<Integer> {

  /** The maximum number of retries while another process creates or removes the user. */
  private static final int ATTEMPTS = 5;

  @Option(
      names = "--users",
      paramLabel = "FILE",
      required = true,
      description = "CSV file with the columns username,password; - reads standard input")
  private Path users = Path.of("-");

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "number of users to work on in parallel (default: ${DEFAULT-VALUE})")
  private int parallel = 4;

  private final Cli cli;

  ProvisionCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Batch batch = new Batch(parallel, cli.output());
    List<Entry> entries = read();
    try (Session session = cli.openSession()) {
      return batch.run(
          tasks(entries, session.streamcat()).stream()
              .map(task -> task.recorded(session.store().users()))
              .toList());
    }
  }

  private List<Entry> read() {
    try {
      return SignUpSource.read(users, cli.in());
    } catch (SignUpSource.UnreadableException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private List<Task> tasks(List<Entry> entries, StreamCat streamcat) {
    Patience patience = cli.patience();
    Map<String, String> named = new HashMap<>();
    List<Task> tasks = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof SignUp signUp) {
        String earlier = named.putIfAbsent(User.usernameKey(signUp.username()), signUp.origin());
        tasks.add(
            new Task(
                signUp.origin(),
                signUp.username(),
                earlier == null
                    ? () ->
                        streamcat.runAtBackgroundPriority(
                            () -> provision(signUp, streamcat, patience))
                    : () -> bad("username", "used once", "repeats that of " + earlier)));
      } else if (entry instanceof Malformed malformed) {
        tasks.add(
            new Task(
                malformed.origin(),
                null,
                () -> bad("line", "username,password", malformed.problem())));
      }
    }
    return tasks;
  }

  private static ProvisionResult bad(String field, String rule, String problem) {
    throw new InvalidInputException(field, rule, problem);
  }

  private static ProvisionResult provision(SignUp signUp, StreamCat streamcat, Patience patience) {
    for (int attempt = 1; ; attempt++) {
      Optional<User> existing = streamcat.users().findByUsername(signUp.username());
      if (existing.isEmpty()) {
        try {
          NewUser newUser = NewUser.of(signUp.username(), signUp.password());
          return ProvisionResult.of(Result.PROVISIONED, streamcat.users().provision(newUser));
        } catch (DuplicateUserException e) {
          // Another process was faster; complete the user it created.
          if (attempt == ATTEMPTS) {
            throw e;
          }
          continue;
        }
      }
      Optional<ProvisionResult> finished = finish(existing.get(), streamcat, patience);
      if (finished.isPresent()) {
        return finished.get();
      }
      // The user was being removed and is gone now, so the name can be registered again.
    }
  }

  private static Optional<ProvisionResult> finish(
      User user, StreamCat streamcat, Patience patience) {
    Result result = user.state() == UserState.ACTIVE ? Result.COMPLETE : Result.RESUMED;
    String name = String.valueOf(user.username());
    Optional<@Nullable User> finished =
        patience.insist(name, () -> streamcat.users().resume(user.id()));
    return finished.map(complete -> ProvisionResult.of(result, complete));
  }
}
