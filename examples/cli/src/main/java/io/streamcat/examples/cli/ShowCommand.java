package io.streamcat.examples.cli;

import io.streamcat.channel.Channel;
import io.streamcat.channel.StreamKey;
import io.streamcat.examples.support.UserFields;
import io.streamcat.examples.support.UserText;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows all there is to know of a user; asks AWS for nothing but a stream key. */
@Command(name = "show", description = "Shows a user: what to go live with, and what is missing.")
final class ShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "USER", description = "the username or id")
  private String name = "";

  @Option(
      names = "--show-stream-keys",
      description = "tells the stream key in full, and asks AWS for it if it is not stored")
  private boolean showStreamKeys;

  private final Cli cli;

  ShowCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    try (Store store = cli.openStore()) {
      StoredUser stored = Lookup.require(store.users(), name);
      User user = stored.user();
      StoredUser shown =
          showStreamKeys && user.channel() != null && user.channel().streamKey() == null
              ? stored.with(withStreamKey(user, user.channel(), store))
              : stored;
      cli.output().result(text(shown), fields(shown));
    }
    return Main.DONE;
  }

  private User withStreamKey(User user, Channel channel, Store store) {
    try (Session session = cli.openSession(store)) {
      return session
          .streamcat()
          .channelService()
          .get(channel.arn())
          .map(current -> user.with(current, user.updatedAt()))
          .orElse(user);
    }
  }

  private String text(StoredUser stored) {
    User user = stored.user();
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("id", user.id().value());
    lines.put("state", user.state().name());
    lines.put("since", user.createdAt().toString());
    lines.putAll(UserText.of(user, showStreamKeys));
    if (!stored.missing().isEmpty()) {
      lines.put("missing", stored.missing().toString());
    }
    if (!stored.due().isEmpty()) {
      lines.put("due", stored.due().toString());
    }
    if (stored.lease() != null) {
      lines.put("lease until", stored.lease().until().toString());
    }
    if (stored.problem() != null) {
      lines.put("problem", stored.problem());
    }
    String head = user.username() == null ? user.id().value() : user.username();
    return lines.entrySet().stream()
        .map(line -> System.lineSeparator() + UserText.line(line.getKey(), line.getValue()))
        .collect(Collectors.joining("", head, ""));
  }

  private Map<String, @Nullable Object> fields(StoredUser stored) {
    User user = stored.user();
    Map<String, @Nullable Object> fields =
        UserFields.of(user.username(), user.state().name(), user);
    fields.put("createdAt", user.createdAt().toString());
    fields.put("updatedAt", user.updatedAt().toString());
    fields.put("leaseUntil", stored.lease() == null ? null : stored.lease().until().toString());
    fields.put("problem", stored.problem());
    if (showStreamKeys) {
      StreamKey key = user.channel() == null ? null : user.channel().streamKey();
      fields.put("streamKey", key == null ? null : key.value());
    }
    return fields;
  }
}
