package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.change;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.chatRoom;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.key;
import static io.streamcat.repository.SampleRecords.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.ContainerFormat;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.MultitrackInput;
import io.streamcat.channel.SrtIngest;
import io.streamcat.channel.StreamKey;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.realtime.ParticipantRecording.Media;
import io.streamcat.realtime.ParticipantRecording.Thumbnails;
import io.streamcat.realtime.StageChange;
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
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each component of a record: one update changes or removes only that component, and a second
 * update restores it.
 */
abstract class ComponentContract extends ContractPart {

  /** The precision of stored times. */
  private static final Instant A_MICROSECOND_LATER = NOW.plusNanos(1000);

  private static final UserRecord FULL = full("1");

  ComponentContract(UserRepositoryContract contract) {
    super(contract);
  }

  @TestFactory
  Stream<DynamicTest> update_ofOneComponent_changesIt() {
    UserRecord bystander = inserted(full("bystander"));
    UserRecord[] stored = {inserted(FULL)};
    Stream<DynamicTest> changes =
        variants().stream()
            .map(
                variant ->
                    dynamicTest(
                        variant.name(),
                        () -> {
                          UserRecord before = stored[0];
                          UserRecord changed = at(before, variant.record());
                          assertThat(changed).isNotEqualTo(before);
                          stored[0] = updated(before, changed);
                          assertStored(stored[0]);
                          stored[0] = updated(stored[0], at(stored[0], FULL));
                          assertStored(stored[0]);
                        }));
    return Stream.concat(
        changes, Stream.of(dynamicTest("other records", () -> assertStored(bystander))));
  }

  @Test
  void insert_eachVariant_isStored() {
    for (Variant variant : variants()) {
      UserRecord record = at(FULL, variant.record());
      repository().insert(record);
      assertThat(repository().findByKey(record.key()))
          .as(variant.name())
          .contains(asStored(record));
      assertThat(repository().delete(record)).isTrue();
    }
  }

  @Test
  void variants_coverEveryComponent() {
    Set<String> covered = new HashSet<>();
    variants().forEach(variant -> covered.add(variant.name().split(" ", 2)[0]));
    assertThat(covered).containsAll(leaves(UserRecord.class, ""));
  }

  private static UserRecord at(UserRecord before, UserRecord content) {
    return Components.with(content, "revision", before.revision());
  }

  /**
   * A record that differs from {@link #FULL} in one respect.
   *
   * @param name the path of the component, and its value where several are tried
   * @param record the record
   */
  private record Variant(String name, UserRecord record) {}

  private static List<Variant> variants() {
    List<Variant> variants = new ArrayList<>();
    new Variants(variants).all();
    return variants;
  }

  /** Returns the paths of all components of a record type, including nested records. */
  private static List<String> leaves(Class<?> type, String prefix) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> !Set.of("key", "revision").contains(component.getName()))
        .flatMap(
            component -> {
              String path = prefix + component.getName();
              return component.getType().isRecord() && !isLeaf(component.getType())
                  ? leaves(component.getType(), path + ".").stream()
                  : Stream.of(path);
            })
        .toList();
  }

  private static boolean isLeaf(Class<?> type) {
    return type == UserId.class || type == PasswordHash.class || type == PendingTasks.class;
  }

  /**
   * The variants of a record: each component takes another value; nullable components also take
   * null.
   */
  private record Variants(List<Variant> list) {

    private static final Instant TIME = A_MICROSECOND_LATER;

    void all() {
      person();
      channelOf();
      chatRoomOf();
      stageOf();
      ownOf();
      tasks();
      set("home.region", "eu-west-1");
      set("home.account", "999999999999");
      Stream.of(UserState.values()).filter(state -> state != FULL.state()).forEach(this::state);
      set("resourceName", "name-2", "");
      set("lease", new Object[] {null});
      set("lease.owner", "other");
      set("lease.until", TIME, LATER.plusNanos(1000));
      set("createdAt", TIME, Instant.parse("1999-12-31T23:59:59.999999Z"));
      set("updatedAt", TIME, Instant.parse("2099-03-29T02:30:00Z"));
    }

    private void state(UserState state) {
      UserRecord record =
          state == UserState.SUSPENDED ? FULL : Components.with(FULL, "identity.suspension", null);
      list.add(new Variant("state " + state, Components.with(record, "state", state)));
    }

    private void person() {
      set("identity", new Object[] {null});
      set("identity.id", UserId.of("another"));
      set("identity.username", "another", "USER-1", null);
      set("identity.passwordHash", new PasswordHash("$another"), null);
      set("identity.idempotencyKey", "another", null);
      set("identity.sessionVersion", 0L, Long.MAX_VALUE);
      set("identity.suspension", new Object[] {null});
      set("identity.suspension.reason", "r", "\u00e9\n".repeat(Suspension.MAX_REASON / 2));
      set("identity.suspension.at", TIME);
      set("identity.suspension.until", TIME, null);
    }

    private void channelOf() {
      String path = "resources.channel";
      set(path, channel("another"), null);
      set(path + ".arn", channel("another").arn());
      set(path + ".name", "another", "");
      set(path + ".ingestEndpoint", "another");
      set(path + ".playbackUrl", "https://another");
      set(path + ".streamKey", new StreamKey("arn:another", Secret.of("sk_another")), null);
      set(path + ".streamKey.arn", "arn:another");
      set(path + ".streamKey.value", Secret.of("sk_another"));
      set(path + ".srt", new SrtIngest("srt://another", Secret.of("another")), null);
      set(path + ".srt.endpoint", "srt://another");
      set(path + ".srt.passphrase", Secret.of("another"));
      settings("type", b -> b.type(ChannelType.STANDARD));
      settings("latencyMode", b -> b.latencyMode(LatencyMode.NORMAL));
      for (TranscodePreset preset : TranscodePreset.values()) {
        settings("preset " + preset, b -> b.type(ChannelType.ADVANCED_HD).preset(preset));
      }
      settings("authorized", b -> b.authorized(false));
      settings("insecureIngest", b -> b.insecureIngest(true));
      settings(
          "recordingConfigurationArn",
          b -> b.recordingConfigurationArn("arn:aws:ivs:us-east-1:1:recording-configuration/a"));
      settings(
          "playbackRestrictionPolicyArn",
          b ->
              b.playbackRestrictionPolicyArn(
                  "arn:aws:ivs:us-east-1:1:playback-restriction-policy/a"));
      settings("containerFormat", b -> b.containerFormat(ContainerFormat.FRAGMENTED_MP4));
      for (MultitrackInput.Policy policy : MultitrackInput.Policy.values()) {
        for (MultitrackInput.Resolution resolution : MultitrackInput.Resolution.values()) {
          settings(
              "multitrackInput " + policy + " " + resolution,
              b ->
                  b.type(ChannelType.STANDARD)
                      .containerFormat(ContainerFormat.FRAGMENTED_MP4)
                      .multitrackInput(new MultitrackInput(policy, resolution)));
        }
      }
      settings("tags none", b -> b.tags(Map.of()));
      settings("tags two", b -> b.tags(Map.of("project", "other", "\u00e9 +-=._:/@", "")));
    }

    private void settings(String name, Consumer<ChannelSettings.Builder> change) {
      ChannelSettings.Builder builder = channel(key("1")).settings().toBuilder();
      change.accept(builder);
      String path = "resources.channel.settings";
      UserRecord record = Components.with(FULL, path, builder.build());
      list.add(new Variant(path + "." + name, record));
      if (name.startsWith("multitrackInput")) {
        list.add(new Variant(path + ".multitrackInput.policy", record));
        list.add(new Variant(path + ".multitrackInput.maximumResolution", record));
      }
    }

    private void chatRoomOf() {
      String path = "resources.chatRoom";
      set(path, chatRoom("another"), null);
      set(path + ".arn", chatRoom("another").arn());
      set(path + ".name", "another", "");
      set(path + ".settings.maximumMessageRatePerSecond", 1, 100);
      set(path + ".settings.maximumMessageLength", 1, 500);
      set(path + ".settings.messageReviewHandler", new Object[] {null});
      set(
          path + ".settings.messageReviewHandler.functionArn",
          "arn:aws:lambda:us-east-1:123456789012:function:another");
      set(path + ".settings.messageReviewHandler.fallback", MessageReviewHandler.Fallback.ALLOW);
      String logging = "arn:aws:ivschat:us-east-1:1:logging-configuration/";
      set(
          path + ".settings.loggingConfigurationArns",
          List.of(logging + "a"),
          List.of(logging + "c", logging + "a", logging + "b"));
      set(path + ".settings.tags", Map.of(), Map.of("a", "1", "b", "2"));
    }

    private void stageOf() {
      String path = "resources.stage";
      set(path, stage("another"), null);
      set(path + ".arn", stage("another").arn());
      set(path + ".name", "another", "");
      for (String endpoint : List.of("events", "whip", "rtmp", "rtmps")) {
        set(path + ".endpoints." + endpoint, "another");
      }
      set(path + ".settings.tags", Map.of(), Map.of("a", "1", "b", "2"));
      String recording = path + ".settings.recording";
      set(recording, new Object[] {null});
      set(
          recording + ".storageConfigurationArn",
          "arn:aws:ivs:us-east-1:1:storage-configuration/another");
      set(recording + ".media", Media.AUDIO_ONLY, Media.NONE);
      for (Set<Thumbnails.Storage> storage :
          List.of(
              Set.of(Thumbnails.Storage.LATEST),
              Set.of(Thumbnails.Storage.SEQUENTIAL),
              Set.of(Thumbnails.Storage.values()))) {
        Thumbnails thumbnails = new Thumbnails(Duration.ofHours(24), storage);
        set(recording + ".thumbnails", thumbnails);
        list.add(new Variant(recording + ".thumbnails.interval", last()));
        list.add(new Variant(recording + ".thumbnails.storage", last()));
      }
      set(recording + ".reconnectWindow", Duration.ofMinutes(5));
      set(recording + ".segmentDuration", Duration.ofSeconds(2));
      set(recording + ".replicas", false);
    }

    private UserRecord last() {
      return list.get(list.size() - 1).record();
    }

    private void ownOf() {
      set("own.channel", ChannelChange.none(), ChannelChange.to(ChannelSettings.defaults()));
      set("own.chatRoom", ChatRoomChange.none(), ChatRoomChange.to(ChatRoomSettings.defaults()));
      set("own.stage", StageChange.none());
    }

    private void tasks() {
      FULL.pending().list().stream()
          .forEach(
              task -> {
                tasks("without " + task.name(), FULL.pending().without(task.name()));
                progress(task, new Progress(0, NOW, "AWS answered: \"no\""));
                progress(task, new Progress(3, TIME, "AWS answered: \"no\""));
                progress(task, new Progress(3, NOW, "another\nproblem, \u00e9 \ud83d\udc31"));
                progress(task, new Progress(3, NOW, ""));
                progress(task, new Progress(3, NOW, null));
              });
      tasks("none", PendingTasks.NONE);
      Progress progress = Progress.ready(NOW);
      for (ResourceKind kind : ResourceKind.values()) {
        with("certain", new CreateResource(kind, null, progress));
        with("uncertain", new CreateResource(kind, TIME, progress));
        with("of an existing one", new AdoptResource(kind, progress));
        with("of a spare", new LabelResource(kind, progress));
      }
      with("since", new FetchStreamKey(TIME, progress));
      with("of another request", new RevokeStreamKey(3, false, progress));
      with("that is a repetition", new RevokeStreamKey(3, true, progress));
      for (LiveChannelPolicy policy : LiveChannelPolicy.values()) {
        with(policy.name(), new RotateStreamKey(policy, progress));
        PendingChange change = change(ChannelChange.none().insecureIngest(true), policy);
        with(policy.name(), new ChangeSettings(ResourceKind.CHANNEL, List.of(change), progress));
      }
      with("of another mark", new RestoreSettings(ResourceKind.CHANNEL, "mark-2", progress));
      ChannelSettings all = new RandomRecords(1).channelSettings();
      with("of all members", changeOf(ChannelChange.to(all)));
      with("to defaults", changeOf(ChannelChange.to(ChannelSettings.defaults())));
      with("of none", changeOf(ChannelChange.none()));
      with("by ARN", discard(Set.of(stage("a").arn(), channel("b").arn()), Map.of()));
      with("by search", discard(Set.of(), Map.of(ResourceKind.CHANNEL, TIME)));
      with(
          "by both",
          discard(
              Set.of(stage("a").arn()),
              Map.of(ResourceKind.CHANNEL, NOW, ResourceKind.STAGE, TIME)));
      with("of one who never was active", new RemoveUser(false, false, Set.of(), NOW, progress));
      with("that retains", new RemoveUser(true, true, Set.of(stage("a").arn()), TIME, progress));
      with("that retained nothing", new RemoveUser(true, true, Set.of(), NOW, progress));
    }

    private static ChangeSettings changeOf(ChannelChange change) {
      return new ChangeSettings(
          ResourceKind.CHANNEL,
          List.of(change(change, LiveChannelPolicy.WAIT)),
          Progress.ready(NOW));
    }

    private static DiscardResources discard(Set<String> arns, Map<ResourceKind, Instant> kinds) {
      return new DiscardResources(arns, kinds, Progress.ready(NOW));
    }

    private void progress(PendingTask task, Progress progress) {
      with(progress.toString(), task.with(progress));
    }

    private void with(String name, PendingTask task) {
      tasks(task.name() + " " + name, FULL.pending().with(task));
    }

    private void tasks(String name, PendingTasks tasks) {
      list.add(new Variant("pending " + name, FULL.with(before -> tasks)));
    }

    private void set(String path, @Nullable Object... values) {
      for (Object value : values) {
        list.add(new Variant(path + " " + value, Components.with(FULL, path, value)));
      }
    }
  }
}
