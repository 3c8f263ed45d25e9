package io.streamcat.examples.cli;

import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRoom;
import io.streamcat.examples.support.UserText;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a user's channel a new stream key. */
@Command(
    name = "rotate-key",
    description = "Gives a user's channel a new stream key and revokes the old one.",
    footer = {
      "%nExamples:",
      "  streamcat-cli rotate-key todd",
      "  streamcat-cli rotate-key --stop-live --show-stream-keys todd",
    })
final class RotateKeyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "USER", description = "username or id")
  private String name = "";

  @Option(
      names = "--stop-live",
      description =
          "ends a live broadcast first; without it the key of a live channel is not changed")
  private boolean stopLive;

  @Option(names = "--show-stream-keys", description = "prints the new stream key in full")
  private boolean showStreamKeys;

  private final Cli cli;

  RotateKeyCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Patience patience = cli.patience();
    try (Session session = cli.openSession()) {
      UserId id = Lookup.require(session.store().users(), name).user().id();
      LiveChannelPolicy policy = stopLive ? LiveChannelPolicy.STOP : LiveChannelPolicy.REFUSE;
      User user =
          patience.insist(name, () -> session.streamcat().users().rotateStreamKey(id, policy));
      UserRecord record = Lookup.require(session.store().users(), id.value());
      cli.output().result(text(user), fields(user, record));
      return Main.DONE;
    } catch (ChannelLiveException e) {
      cli.output().problem(e.getMessage() + " (--stop-live)", e);
      return Main.FAILED;
    }
  }

  private String text(User user) {
    String head = user.username() == null ? user.id().value() : user.username();
    return UserText.of(user, showStreamKeys, ChatRoom::messagingEndpoint).entrySet().stream()
        .filter(line -> line.getKey().equals("stream key"))
        .map(line -> System.lineSeparator() + UserText.line(line.getKey(), line.getValue()))
        .collect(Collectors.joining("", head, ""));
  }

  private Map<String, @Nullable Object> fields(User user, UserRecord record) {
    UserLine line = UserLine.of(null, user, record).outcome("rotated");
    return (showStreamKeys ? line.streamKey(user) : line).fields();
  }
}
