package io.streamcat.benchmarks;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageEndpoints;
import io.streamcat.realtime.StageSettings;
import io.streamcat.user.Attempt;
import io.streamcat.repository.Lease;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A user and what it is given.
 *
 * @param id the user's id
 */
record StoreSamples(String id) {

  static final String OWNER = "worker";
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");

  private static final String ACCOUNT = ":us-east-1:123456789012:";

  StoredUser user() {
    return new StoredUser(
        new User(UserId.of(id), id, UserState.PROVISIONING, null, null, null, NOW, NOW),
        new Attempt("attempt-" + id, "streamcat-" + id, EnumSet.allOf(ResourceKind.class)),
        Set.of(),
        null,
        null,
        new Lease(OWNER, NOW.plusSeconds(60)),
        null);
  }

  private Map<String, String> tags() {
    return Map.of(
        "streamcat:namespace",
        "streamcat",
        "streamcat:user-id",
        id,
        "streamcat:record",
        "attempt-" + id,
        "streamcat:created-at",
        NOW.toString());
  }

  Channel channel() {
    return new Channel(
        "arn:aws:ivs" + ACCOUNT + "channel/" + id,
        "streamcat-" + id,
        "a1b2c3d4e5f6.global-contribute.live-video.net",
        "https://a1b2c3d4e5f6.us-east-1.playback.live-video.net/api/video/v1/" + id + ".m3u8",
        null,
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
