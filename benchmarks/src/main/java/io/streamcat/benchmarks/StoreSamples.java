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
 * Sample data: a user and the user's resources.
 *
 * @param id the user's id
 */
record StoreSamples(String id) {

  static final String OWNER = "worker";
  static final String WRITER = "writer";
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");

  private static final String ACCOUNT = ":us-east-1:123456789012:";

  /** Returns the key of the user's record. */
  String key() {
    return "record-" + id;
  }

  UserRecord user() {
    return UserRecord.intended(
        key(),
        Home.of("us-east-1", "123456789012"),
        new Identity(UserId.of(id), id, null, null),
        "streamcat-" + id,
        EnumSet.allOf(ResourceKind.class),
        new Lease(OWNER, NOW.plusSeconds(60)),
        WRITER,
        NOW);
  }

  private Map<String, String> tags() {
    return Map.of(
        "streamcat:namespace",
        "streamcat",
        "streamcat:store",
        "00000000-0000-0000-0000-000000000000",
        "streamcat:user-id",
        id,
        "streamcat:record",
        key(),
        "streamcat:created-at",
        NOW.toString());
  }

  Channel channel() {
    return new Channel(
        "arn:aws:ivs" + ACCOUNT + "channel/" + id,
        "streamcat-" + id,
        "a1b2c3d4e5f6.global-contribute.live-video.net",
        "https://a1b2c3d4e5f6.us-east-1.playback.live-video.net/api/video/v1/" + id + ".m3u8",
        new StreamKey(
            "arn:aws:ivs" + ACCOUNT + "stream-key/" + id, Secret.of("sk_us-east-1_" + id)),
        null,
        ChannelSettings.streamCat().toBuilder().tags(tags()).build());
  }

  ChatRoom room() {
    return new ChatRoom(
        "arn:aws:ivschat" + ACCOUNT + "room/" + id,
        "streamcat-" + id,
        ChatRoomSettings.builder().tags(tags()).build());
  }

  Stage stage() {
    return new Stage(
        "arn:aws:ivs" + ACCOUNT + "stage/" + id,
        "streamcat-" + id,
        new StageEndpoints("wss://events.example", "https://whip.example", "rtmp://r", "rtmps://r"),
        StageSettings.defaults().withTags(tags()));
  }
}
