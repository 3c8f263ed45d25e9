package io.streamcat.examples.cli;

import io.streamcat.StreamCat;
import io.streamcat.channel.Channel;
import io.streamcat.chat.ChatRoom;
import io.streamcat.examples.support.UserText;
import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.Progress;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.User.Suspension;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows everything that is recorded about a user; calls AWS only for a stream key, and an emulator
 * for its address for chat clients.
 */
@Command(
    name = "show",
    description = "Shows a user: what they need to go live, and what is missing.",
    footer = {
      "%nExamples:",
      "  streamcat-cli show todd",
      "  streamcat-cli show --show-stream-keys --json todd",
    })
final class ShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "USER", description = "username or id")
  private String name = "";

  @Option(
      names = "--show-stream-keys",
      description = "prints the stream key in full, and fetches it from AWS if it is not stored")
  private boolean showStreamKeys;

  private final Cli cli;

  ShowCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    try (Store store = cli.openStore()) {
      UserRecord record = Lookup.require(store.users(), name);
      User user = record.user();
      User shown =
          showStreamKeys && user.channel() != null && user.channel().streamKey() == null
              ? withStreamKey(user, user.channel(), store)
              : user;
      cli.output().result(text(record, shown, store), fields(record, shown));
    }
    return Main.DONE;
  }

  private User withStreamKey(User user, Channel channel, Store store) {
    try (StreamCat streamcat = cli.streamCat(store)) {
      return streamcat
          .channelService()
          .get(channel.arn())
          .map(current -> user.with(current, user.updatedAt()))
          .orElse(user);
    }
  }

  /** Returns the address for chat clients: that of an emulator that answers, or else AWS's. */
  private URI messagingEndpoint(ChatRoom room, Store store) {
    if (!cli.provisioning().isLocal()) {
      return room.messagingEndpoint();
    }
    try (StreamCat streamcat = cli.streamCat(store)) {
      return streamcat.chatRoomService().messagingEndpoint(room.arn());
    } catch (StreamCatException e) {
      // The endpoint does not answer, and all else is known from the database.
      return room.messagingEndpoint();
    }
  }

  private String text(UserRecord record, User user, Store store) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("id", user.id().value());
    lines.put("state", user.state().name());
    lines.put("since", user.createdAt().toString());
    Suspension suspension = user.suspension();
    if (suspension != null) {
      String end = suspension.until() == null ? "reinstated" : suspension.until().toString();
      lines.put("suspended until", end);
      lines.put("reason", suspension.reason());
    }
    lines.putAll(UserText.of(user, showStreamKeys, room -> messagingEndpoint(room, store)));
    if (!record.pending().isEmpty()) {
      lines.put(
          "pending",
          record.pending().list().stream()
              .map(ShowCommand::text)
              .collect(Collectors.joining(", ")));
    }
    if (record.lease() != null) {
      lines.put("lease until", record.lease().until().toString());
    }
    record.pending().problem().ifPresent(problem -> lines.put("problem", problem));
    String head = user.username() == null ? user.id().value() : user.username();
    return lines.entrySet().stream()
        .map(line -> System.lineSeparator() + UserText.line(line.getKey(), line.getValue()))
        .collect(Collectors.joining("", head, ""));
  }

  private static String text(PendingTask task) {
    Progress progress = task.progress();
    return progress.attempts() == 0
        ? task.name()
        : task.name()
            + " (attempts: "
            + progress.attempts()
            + ", next: "
            + progress.nextAttempt()
            + ")";
  }

  private Map<String, @Nullable Object> fields(UserRecord record, User user) {
    UserLine line = UserLine.of(null, user, record).outcome("found");
    return (showStreamKeys ? line.streamKey(user) : line).fields();
  }
}
