package io.streamcat.repository;

import io.streamcat.aws.SettingsChange;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.SrtIngest;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.provisioning.internal.SpareTransitions;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageChange;
import io.streamcat.realtime.StageEndpoints;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.secret.Secret;
import io.streamcat.user.OwnSettings;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records and resources for tests. */
public final class SampleRecords {

  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
  public static final Instant LATER = NOW.plusSeconds(60);
  public static final Instant MUCH_LATER = NOW.plusSeconds(3600);
  public static final Set<ResourceKind> ALL = EnumSet.allOf(ResourceKind.class);
  public static final Home HOME = new Home("us-east-1", "123456789012");

  private SampleRecords() {}

  /** Returns the key of a user's record in these samples. */
  public static String key(String id) {
    return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Returns a unique writer id. */
  public static String writer() {
    return UUID.randomUUID().toString();
  }

  /** Returns the lease of an owner until {@link #LATER}. */
  public static Lease lease(String owner) {
    return new Lease(owner, LATER);
  }

  /** Returns an identity, with a password if there is a username. */
  public static Identity identity(
      String id, @Nullable String username, @Nullable String idempotencyKey) {
    PasswordHash hash =
        username == null
            ? null
            : new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$" + id);
    return new Identity(UserId.of(id), username, hash, idempotencyKey);
  }

  /** Returns a suspension that began at {@link #NOW}. */
  public static Suspension suspension(@Nullable Instant until) {
    return new Suspension("showed a film", NOW, until);
  }

  /** Returns a suspended user who has every resource, and whose stream key is revoked. */
  public static UserRecord suspended(String id, @Nullable Instant until) {
    UserRecord todd = complete(id, "user-" + id);
    return todd.with(Objects.requireNonNull(todd.identity()).with(suspension(until)), NOW)
        .with(tasks -> PendingTasks.NONE);
  }

  /** Returns a user whose resources the lease owner {@code worker} is creating. */
  public static UserRecord provisioning(
      String id, @Nullable String username, @Nullable String idempotencyKey) {
    return UserRecord.intended(
        key(id),
        HOME,
        identity(id, username, idempotencyKey),
        "name-1",
        ALL,
        lease("worker"),
        writer(),
        NOW);
  }

  /** Returns a user whose resources recovery will create. */
  public static UserRecord queued(String id, @Nullable String username) {
    return UserRecord.intended(
        key(id), HOME, identity(id, username, null), "name-1", ALL, null, writer(), NOW);
  }

  /** Returns a user without resources and tasks. */
  public static UserRecord active(String id, @Nullable String username) {
    return UserRecord.intended(
        key(id), HOME, identity(id, username, null), "name-1", Set.of(), null, writer(), NOW);
  }

  /** Returns a user who has every resource. */
  public static UserRecord complete(String id, @Nullable String username) {
    return withResources(provisioning(id, username, null)).leased(null);
  }

  /** Returns a spare that has every resource. */
  public static UserRecord spare(String name) {
    return withResources(
        UserRecord.intended(key(name), HOME, null, "name-1", ALL, null, writer(), NOW));
  }

  /** Returns the record of a user who gets the resources of a spare. */
  public static UserRecord taken(UserRecord spare, Identity person) {
    return SpareTransitions.taken(spare, person, "name-2", OwnSettings.NONE, LATER);
  }

  private static UserRecord withResources(UserRecord record) {
    return record
        .recorded(channel(record.key()), NOW)
        .recorded(chatRoom(record.key()), NOW)
        .recorded(stage(record.key()), NOW);
  }

  /** Returns a record that has a value in every component, and a task of every type. */
  public static UserRecord full(String id) {
    String key = key(id);
    return new UserRecord(
        key,
        HOME,
        identity(id, "user-" + id, "registration-" + id).with(suspension(MUCH_LATER)),
        UserState.DEPROVISIONING,
        new Resources(channel(key), chatRoom(key), stage(key)),
        "name-1",
        new OwnSettings(
            ChannelChange.none().authorized(true).preset(null),
            ChatRoomChange.none().maximumMessageLength(200),
            StageChange.none().recording(null)),
        everyTask(),
        lease("worker"),
        new Revision(1, writer()),
        NOW,
        LATER);
  }

  /** Returns a task of every type. */
  public static PendingTasks everyTask() {
    Progress progress = new Progress(3, NOW, "AWS answered: \"no\"");
    return tasks(
        new CreateResource(ResourceKind.STAGE, NOW, progress),
        new FetchStreamKey(NOW, progress),
        new RotateStreamKey(LiveChannelPolicy.WAIT, progress),
        new RevokeStreamKey(2, false, progress),
        new ChangeSettings(
            ResourceKind.CHANNEL,
            List.of(
                change(ChannelChange.none().authorized(true), LiveChannelPolicy.WAIT),
                change(ChannelChange.none().type(ChannelType.BASIC), LiveChannelPolicy.STOP)),
            progress),
        new DiscardResources(
            Set.of(stage("surplus").arn()), Map.of(ResourceKind.CHAT_ROOM, NOW), progress),
        new RemoveUser(true, false, Set.of(channel("retained").arn()), NOW, progress),
        new AdoptResource(ResourceKind.CHANNEL, progress),
        new LabelResource(ResourceKind.CHAT_ROOM, progress),
        new ChangeSettings(
            ResourceKind.CHAT_ROOM,
            List.of(
                change(
                    ChatRoomChange.none().maximumMessageLength(200).messageReviewHandler(null),
                    LiveChannelPolicy.WAIT)),
            progress),
        new ChangeSettings(
            ResourceKind.STAGE,
            List.of(
                change(
                    StageChange.none()
                        .recording(
                            ParticipantRecording.to(
                                "arn:aws:ivs:us-east-1:123456789012:storage-configuration/abcdefABCDEF")),
                    LiveChannelPolicy.WAIT)),
            progress),
        new RestoreSettings(ResourceKind.CHANNEL, "mark-1", progress),
        new RestoreSettings(ResourceKind.STAGE, "mark-2", progress));
  }

  /** Returns pending tasks. */
  public static PendingTasks tasks(PendingTask... tasks) {
    return new PendingTasks(List.of(tasks));
  }

  /** Returns a change of settings. */
  public static PendingChange change(SettingsChange<?, ?> change, LiveChannelPolicy policy) {
    return new PendingChange(change, policy);
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
            Secret.of("sk_us-east-1_secret_" + arnId)),
        new SrtIngest("srt://a1b2c3d4e5f6.srt.live-video.net:9000", Secret.of("srt-secret")),
        ChannelSettings.streamCat().toBuilder()
            .authorized(true)
            .tags(Map.of("project", "streamcat"))
            .build());
  }

  /** Returns a channel whose stream key was not listed yet. */
  public static Channel channelWithoutKey(String arnId) {
    Channel channel = channel(arnId);
    return new Channel(
        channel.arn(),
        channel.name(),
        channel.ingestEndpoint(),
        channel.playbackUrl(),
        null,
        channel.srt(),
        channel.settings());
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
