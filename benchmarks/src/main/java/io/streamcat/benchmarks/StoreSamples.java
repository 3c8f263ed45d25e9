package io.streamcat.benchmarks;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageEndpoints;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.Identity;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.secret.Secret;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;

/**
 * Sample data: a user and the user's resources, built once.
 *
 * @param id the user's id
 * @param channel the user's channel
 * @param room the user's chat room
 * @param stage the user's stage
 * @param intended the user's record before the resources are created
 * @param complete the user's record after that
 */
record StoreSamples(
    String id,
    Channel channel,
    ChatRoom room,
    Stage stage,
    UserRecord intended,
    UserRecord complete) {

  static final String OWNER = "worker";
  static final String WRITER = "writer";
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");

  private static final String ACCOUNT = ":us-east-1:123456789012:";

  static StoreSamples of(String id) {
    Map<String, String> tags = tags(id);
    Channel channel = channel(id, tags);
    ChatRoom room =
        new ChatRoom(
            "arn:aws:ivschat" + ACCOUNT + "room/" + id,
            "streamcat-" + id,
            ChatRoomSettings.builder().tags(tags).build());
    Stage stage =
        new Stage(
            "arn:aws:ivs" + ACCOUNT + "stage/" + id,
            "streamcat-" + id,
            new StageEndpoints(
                "wss://events.example", "https://whip.example", "rtmp://r", "rtmps://r"),
            StageSettings.defaults().withTags(tags));
    UserRecord intended =
        UserRecord.intended(
            key(id),
            Home.of("us-east-1", "123456789012"),
            new Identity(UserId.of(id), id, null, null),
            "streamcat-" + id,
            EnumSet.allOf(ResourceKind.class),
            new Lease(OWNER, NOW.plusSeconds(60)),
            WRITER,
            NOW);
    UserRecord complete =
        intended
            .recorded(channel, NOW)
            .recorded(room, NOW)
            .recorded(stage, NOW)
            .leased(null)
            .written(WRITER);
    return new StoreSamples(id, channel, room, stage, intended, complete);
  }

  private static String key(String id) {
    return "record-" + id;
  }

  private static Map<String, String> tags(String id) {
    return Map.of(
        "streamcat:namespace",
        "streamcat",
        "streamcat:store",
        "00000000-0000-0000-0000-000000000000",
        "streamcat:user-id",
        id,
        "streamcat:record",
        key(id),
        "streamcat:created-at",
        NOW.toString());
  }

  private static Channel channel(String id, Map<String, String> tags) {
    return new Channel(
        "arn:aws:ivs" + ACCOUNT + "channel/" + id,
        "streamcat-" + id,
        "a1b2c3d4e5f6.global-contribute.live-video.net",
        "https://a1b2c3d4e5f6.us-east-1.playback.live-video.net/api/video/v1/" + id + ".m3u8",
        new StreamKey(
            "arn:aws:ivs" + ACCOUNT + "stream-key/" + id, Secret.of("sk_us-east-1_" + id)),
        null,
        ChannelSettings.streamCat().toBuilder().tags(tags).build());
  }

  /** Returns the key of the user's record. */
  String key() {
    return intended.key();
  }
}
