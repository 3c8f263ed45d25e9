package io.streamcat.user;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.SrtIngest;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageEndpoints;
import io.streamcat.realtime.StageSettings;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users and resources for tests of repositories. */
public final class SampleUsers {

  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
  public static final Instant LATER = NOW.plusSeconds(60);
  public static final Instant MUCH_LATER = NOW.plusSeconds(3600);
  public static final Set<ResourceKind> ALL = EnumSet.allOf(ResourceKind.class);

  private SampleUsers() {}

  public static Lease lease(String owner) {
    return new Lease(owner, LATER);
  }

  /** A user who is being provisioned by the owner {@code worker}. */
  public static StoredUser user(String id, @Nullable String username, @Nullable String key) {
    return new StoredUser(
        new User(UserId.of(id), username, UserState.PROVISIONING, null, null, null, NOW, NOW),
        new Attempt("attempt-" + id, "name-" + id, ALL),
        Set.of(),
        username == null
            ? null
            : new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$" + username),
        key,
        lease("worker"),
        null);
  }

  public static StoredUser leased(String id, String username, Instant until) {
    return user(id, username, null).with(new Lease("crashed", until), null);
  }

  public static StoredUser active(String id, String username) {
    StoredUser user = user(id, username, null);
    return user.with(user.user().with(UserState.ACTIVE, NOW))
        .with(new Attempt("attempt-" + id, "name-" + id, Set.of()))
        .with((Lease) null, null);
  }

  public static Channel channel() {
    return channel("abcdefABCDEF");
  }

  public static Channel channel(String arnId) {
    return new Channel(
        "arn:aws:ivs:us-east-1:123456789012:channel/" + arnId,
        "name-1",
        "a1b2c3d4e5f6.global-contribute.live-video.net",
        "https://a1b2c3d4e5f6.us-east-1.playback.live-video.net/api/video/v1/us-east-1.123456789012.channel.x.m3u8",
        new StreamKey(
            "arn:aws:ivs:us-east-1:123456789012:stream-key/" + arnId,
            "sk_us-east-1_secret_" + arnId),
        new SrtIngest("srt://a1b2c3d4e5f6.srt.live-video.net:9000", "passphrase"),
        ChannelSettings.streamCat().toBuilder()
            .authorized(true)
            .tags(Map.of("project", "streamcat"))
            .build());
  }

  public static ChatRoom chatRoom() {
    return chatRoom("abcdefABCDEF");
  }

  public static ChatRoom chatRoom(String arnId) {
    return new ChatRoom(
        "arn:aws:ivschat:us-east-1:123456789012:room/" + arnId,
        "name-1",
        ChatRoomSettings.builder()
            .maximumMessageLength(200)
            .messageReviewHandler(
                new MessageReviewHandler(
                    "arn:aws:lambda:us-east-1:123456789012:function:review",
                    MessageReviewHandler.Fallback.DENY))
            .tags(Map.of("project", "streamcat"))
            .build());
  }

  public static Stage stage() {
    return stage("abcdefABCDEF");
  }

  public static Stage stage(String arnId) {
    return new Stage(
        "arn:aws:ivs:us-east-1:123456789012:stage/" + arnId,
        "name-1",
        new StageEndpoints("wss://global.events.live-video.net", "https://whip.example", "", ""),
        new StageSettings(
            ParticipantRecording.to(
                "arn:aws:ivs:us-east-1:123456789012:storage-configuration/abcdefABCDEF"),
            Map.of("project", "streamcat")));
  }
}
