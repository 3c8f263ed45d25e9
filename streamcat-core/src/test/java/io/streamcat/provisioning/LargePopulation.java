package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageEndpoints;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.Identity;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.Revision;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.OwnSettings;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A population whose users are generated from their number when they are read, so it uses no
 * memory.
 */
public final class LargePopulation {

  public static final String STORE = "store";
  public static final Home HOME = new Home("us-east-1", "123456789012");

  private static final Instant CREATED = Instant.parse("2026-11-23T12:00:00Z");

  private LargePopulation() {}

  public static UserRecord record(int i) {
    return record(
        i,
        new Resources(
            (Channel) resource(ResourceKind.CHANNEL, i),
            (ChatRoom) resource(ResourceKind.CHAT_ROOM, i),
            (Stage) resource(ResourceKind.STAGE, i)));
  }

  public static UserRecord recordWithoutStage(int i) {
    return record(
        i,
        new Resources(
            (Channel) resource(ResourceKind.CHANNEL, i),
            (ChatRoom) resource(ResourceKind.CHAT_ROOM, i),
            null));
  }

  private static UserRecord record(int i, Resources resources) {
    return new UserRecord(
        uuid(2, i),
        HOME,
        new Identity(id(i), "viewer" + i, null, null),
        UserState.ACTIVE,
        resources,
        "name",
        OwnSettings.NONE,
        PendingTasks.NONE,
        null,
        new Revision(1, "writer"),
        CREATED,
        CREATED);
  }

  public static AwsResource resource(ResourceKind kind, int i) {
    Map<String, String> tags =
        Map.of(
            Tags.NAMESPACE,
            "streamcat",
            Tags.USER_ID,
            id(i).value(),
            Tags.RECORD,
            uuid(2, i),
            Tags.STORE,
            STORE,
            Tags.CREATED_AT,
            CREATED.plusMillis(i).toString());
    String name = "streamcat-viewer" + i;
    return switch (kind) {
      case CHANNEL ->
          new Channel(
              "arn:aws:ivs:us-east-1:123456789012:channel/%012d".formatted(i),
              name,
              "",
              "",
              null,
              null,
              ChannelSettings.builder().tags(tags).build());
      case CHAT_ROOM ->
          new ChatRoom(
              "arn:aws:ivschat:us-east-1:123456789012:room/%012d".formatted(i),
              name,
              ChatRoomSettings.builder().tags(tags).build());
      case STAGE ->
          new Stage(
              "arn:aws:ivs:us-east-1:123456789012:stage/%012d".formatted(i),
              name,
              new StageEndpoints("", "", "", ""),
              StageSettings.defaults().withTags(tags));
    };
  }

  static UserId id(int i) {
    return UserId.of(uuid(1, i));
  }

  public static int index(String key) {
    return (int) UUID.fromString(key).getLeastSignificantBits();
  }

  static String uuid(int what, int i) {
    return new UUID(what, i).toString();
  }

  public static int indexOfArn(String arn) {
    return Integer.parseInt(arn.replaceFirst(".*/", ""));
  }
}
