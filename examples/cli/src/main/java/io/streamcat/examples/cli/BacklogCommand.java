package io.streamcat.examples.cli;

import io.streamcat.StreamCat;
import io.streamcat.provisioning.Backlog;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the queued users, or removes them. */
@Command(
    name = "backlog",
    description = {
      "Shows the number of queued users, the earliest end, and the users whose creation failed.",
      "While users are queued, the exit status is 2."
    },
    footer = {
      "%nExamples:",
      "  streamcat-cli backlog",
      "  until streamcat-cli backlog; do sleep 60; done",
      "  streamcat-cli backlog --cancel",
    })
final class BacklogCommand implements Callable<Integer> {

  private static final long MOST_SECONDS = 120;
  private static final long MOST_MINUTES = 120;

  @Option(
      names = "--cancel",
      description = "removes the queued users for whom no work has begun, after a question")
  private boolean cancel;

  @Mixin private final Confirmation confirmation = new Confirmation();

  private final Cli cli;

  BacklogCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    return cancel ? cancel() : show();
  }

  private int show() {
    try (Store store = cli.openStore();
        StreamCat streamcat = cli.streamCat(store)) {
      Backlog backlog = streamcat.users().backlog();
      backlog.problems().keySet().stream()
          .sorted(Comparator.comparing(UserId::value))
          .map(store.users()::findById)
          .flatMap(Optional::stream)
          .forEach(this::print);
      print("queued", text(backlog), backlog, backlog.waiting());
      return backlog.waiting() == 0 ? Main.DONE : Main.FINDINGS;
    }
  }

  private int cancel() {
    try (Session session = cli.openUnconfirmedSession()) {
      UserProvisioner users = session.streamcat().users();
      confirmation.require(
          "This removes all of "
              + users.backlog().waiting()
              + " queued users for whom no work has begun.",
          session.environment(),
          cli.prompter());
      session.bind();
      int removed = users.cancelQueued();
      Backlog left = users.backlog();
      print("removed", removed + " removed; " + text(left), left, removed);
      return Main.DONE;
    }
  }

  private void print(UserRecord record) {
    String problem = record.pending().problem().orElse(null);
    UserLine line = UserLine.of(null, null, record).outcome("waiting").reason(problem);
    String name = record.user().username() == null ? "" : record.user().username() + " ";
    cli.output().result("waiting    " + name + "(" + record.id() + "): " + problem, line.fields());
  }

  private void print(String outcome, String text, Backlog backlog, long users) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("outcome", outcome);
    fields.put("users", users);
    fields.put("queued", backlog.waiting());
    fields.put("expectedSeconds", backlog.expectedTime().toSeconds());
    cli.output().result(text, fields);
  }

  /** Describes a backlog in one line. */
  static String text(Backlog backlog) {
    return backlog.waiting() == 0
        ? "0 queued"
        : backlog.waiting()
            + " queued, complete in "
            + duration(backlog.expectedTime())
            + " at the earliest";
  }

  private static String duration(Duration time) {
    long minutes = time.plusSeconds(59).toMinutes();
    if (time.toSeconds() <= MOST_SECONDS) {
      return time.plusMillis(999).toSeconds() + " s";
    }
    return minutes <= MOST_MINUTES ? minutes + " min" : time.plusMinutes(59).toHours() + " h";
  }
}
