package io.streamcat.repository;

import io.streamcat.aws.SettingsChange;
import io.streamcat.channel.Channel;
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
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.ParticipantRecording.Thumbnails;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A generator of arbitrary legal records: every component takes every kind of value, in any
 * combination. Names and ARNs of one generator are unique.
 */
public final class RandomRecords {

  private static final String LETTERS =
      "aZ09-_.:/=+@"
          + " %'\"\\;,{}[]\u00e9e\u0301\u0130\u00df\u0416\u4e2d\u05d0\uff21\ud83d\udc31\ud83c\udff3\ufe0f";

  /** The characters that AWS allows in tags. */
  private static final String TAG_LETTERS = "aZ09_.:/=+-@ \u00e9\u00df\u0416\u4e2d\u05d0\u00bd";

  private final Random random;
  private int count;

  /** Creates a generator; the same seed gives the same records. */
  public RandomRecords(long seed) {
    random = new Random(seed);
  }

  /** Returns the first revision of another record. */
  public UserRecord next() {
    return record(uuid(), new Revision(1, uuid()));
  }

  /** Returns an arbitrary record that can replace another one. */
  public UserRecord next(UserRecord before) {
    return record(before.key(), before.revision().next(uuid()));
  }

  private UserRecord record(String key, Revision revision) {
    count++;
    Identity identity = random.nextInt(10) == 0 ? null : identity();
    UserState state = any(EnumSet.complementOf(EnumSet.of(UserState.SPARE)));
    return new UserRecord(
        key,
        new Home(any(List.of("us-east-1", "eu-west-1")), maybe(() -> digits(12))),
        identity,
        identity == null ? UserState.SPARE : state,
        new Resources(maybe(this::channel), maybe(this::chatRoom), maybe(this::stage)),
        text(0, 128),
        own(),
        tasks(),
        maybe(() -> new Lease(text(1, 128), time())),
        revision,
        time(),
        time());
  }

  private OwnSettings own() {
    OwnSettings own = OwnSettings.NONE;
    for (ResourceKind kind : ResourceKind.values()) {
      own = random.nextBoolean() ? own.and(change(kind)) : own;
    }
    return own;
  }

  private Identity identity() {
    return new Identity(
        UserId.of(uniqueId()),
        maybe(() -> unique(100)),
        maybe(() -> new PasswordHash(text(1, 500))),
        maybe(() -> unique(128)),
        random.nextInt(3),
        random.nextInt(4) == 0
            ? new Suspension(text(1, Suspension.MAX_REASON), time(), maybe(this::time))
            : null);
  }

  private PendingTasks tasks() {
    Stream<Supplier<PendingTask>> others =
        Stream.of(
            () -> new FetchStreamKey(time(), progress()),
            () -> new RotateStreamKey(any(LiveChannelPolicy.class), progress()),
            () -> new RevokeStreamKey(1 + random.nextInt(3), random.nextBoolean(), progress()),
            this::discard,
            this::removal);
    Stream<Supplier<PendingTask>> ofKinds =
        Stream.of(ResourceKind.values())
            .flatMap(
                kind ->
                    Stream.of(
                        () -> new CreateResource(kind, maybe(this::time), progress()),
                        () -> new AdoptResource(kind, progress()),
                        () -> new LabelResource(kind, progress()),
                        () -> new ChangeSettings(kind, changes(kind), progress()),
                        () -> new RestoreSettings(kind, uuid(), progress())));
    return new PendingTasks(
        Stream.concat(others, ofKinds)
            .filter(task -> random.nextInt(3) == 0)
            .map(Supplier::get)
            .toList());
  }

  private RemoveUser removal() {
    return new RemoveUser(random.nextBoolean(), random.nextBoolean(), arns(), time(), progress());
  }

  private Set<String> arns() {
    return some(3, () -> arn("ivs", "stage")).collect(Collectors.toSet());
  }

  private DiscardResources discard() {
    Map<ResourceKind, Instant> uncertain = new EnumMap<>(ResourceKind.class);
    some(3, () -> any(ResourceKind.class)).forEach(kind -> uncertain.put(kind, time()));
    return new DiscardResources(arns(), uncertain, progress());
  }

  private List<PendingChange> changes(ResourceKind kind) {
    return Stream.concat(Stream.of(kind), some(2, () -> kind))
        .map(k -> new PendingChange(change(k), any(LiveChannelPolicy.class)))
        .toList();
  }

  /** Returns an arbitrary change of some members of a kind of resource. */
  public SettingsChange<?, ?> change(ResourceKind kind) {
    return switch (kind) {
      case CHANNEL -> channelChange();
      case CHAT_ROOM -> ChatRoomChange.to(chatRoom().settings()).only(m -> random.nextBoolean());
      case STAGE -> StageChange.to(stage().settings()).only(m -> random.nextBoolean());
    };
  }

  /** Returns an arbitrary change of a channel. */
  public ChannelChange channelChange() {
    return ChannelChange.to(channelSettings()).only(m -> random.nextBoolean());
  }

  private Progress progress() {
    return new Progress(random.nextInt(8), time(), maybe(() -> text(0, Progress.MAX_PROBLEM / 2)));
  }

  private Channel channel() {
    return new Channel(
        arn("ivs", "channel"),
        word(0, 128),
        word(0, 200),
        "https://" + word(0, 500),
        maybe(() -> new StreamKey(arn("ivs", "stream-key"), Secret.of(word(1, 100)))),
        maybe(() -> new SrtIngest("srt://" + word(0, 200), Secret.of(text(1, 80)))),
        channelSettings());
  }

  /** Returns arbitrary settings of a channel. */
  public ChannelSettings channelSettings() {
    ChannelType type = any(ChannelType.class);
    ContainerFormat format = any(ContainerFormat.class);
    boolean multitrack = type == ChannelType.STANDARD && format == ContainerFormat.FRAGMENTED_MP4;
    return ChannelSettings.builder()
        .type(type)
        .latencyMode(any(LatencyMode.class))
        .preset(type.isAdvanced() ? maybe(() -> any(TranscodePreset.class)) : null)
        .authorized(random.nextBoolean())
        .insecureIngest(random.nextBoolean())
        .recordingConfigurationArn(maybe(() -> arn("ivs", "recording-configuration")))
        .playbackRestrictionPolicyArn(maybe(() -> arn("ivs", "playback-restriction-policy")))
        .containerFormat(format)
        .multitrackInput(
            multitrack
                ? maybe(
                    () ->
                        new MultitrackInput(
                            any(MultitrackInput.Policy.class),
                            any(MultitrackInput.Resolution.class)))
                : null)
        .tags(tags())
        .build();
  }

  private ChatRoom chatRoom() {
    return new ChatRoom(
        arn("ivschat", "room"),
        word(0, 128),
        new ChatRoomSettings(
            1 + random.nextInt(100),
            1 + random.nextInt(500),
            maybe(
                () ->
                    new MessageReviewHandler(
                        "arn:aws:lambda:eu-west-1:" + digits(12) + ":function:" + word(1, 64),
                        any(MessageReviewHandler.Fallback.class))),
            some(3, () -> arn("ivschat", "logging-configuration")).toList(),
            tags()));
  }

  private Stage stage() {
    return new Stage(
        arn("ivs", "stage"),
        word(0, 128),
        new StageEndpoints(text(0, 200), text(0, 200), text(0, 200), text(0, 200)),
        new StageSettings(maybe(this::recording), tags()));
  }

  private ParticipantRecording recording() {
    return new ParticipantRecording(
        arn("ivs", "storage-configuration"),
        any(ParticipantRecording.Media.class),
        maybe(
            () ->
                new Thumbnails(
                    Duration.ofSeconds(1 + random.nextInt(86_400)),
                    any(
                        List.of(
                            Set.of(Thumbnails.Storage.LATEST),
                            Set.of(Thumbnails.Storage.SEQUENTIAL),
                            Set.of(Thumbnails.Storage.values()))))),
        Duration.ofSeconds(random.nextInt(301)),
        Duration.ofSeconds(2 + random.nextInt(9)),
        random.nextBoolean());
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>();
    some(4, () -> letters(TAG_LETTERS, 1, 40)).forEach(key -> tags.put(key, tagValue()));
    return tags;
  }

  private String tagValue() {
    return letters(TAG_LETTERS, 0, 60);
  }

  private String arn(String service, String type) {
    return "arn:aws:%s:%s:%s:%s/%s"
        .formatted(service, any(List.of("us-east-1", "eu-west-1")), digits(12), type, uuid());
  }

  /** Returns a time in microseconds between 1990 and 2100. */
  private Instant time() {
    long seconds = 631_152_000L + (long) (random.nextDouble() * 3_471_292_800L);
    return Instant.ofEpochSecond(seconds).plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
  }

  /** Returns a unique text without blanks at its ends. */
  private String unique(int max) {
    String number = Integer.toString(++count);
    return number + "|" + text(0, max - number.length() - 2) + "|";
  }

  /**
   * Returns a unique text that is no longer than an id as a tag: emoji take twelve of its 256
   * characters.
   */
  private String uniqueId() {
    return random.nextBoolean() ? unique(20) : ++count + "|" + word(100, 120);
  }

  private String text(int min, int max) {
    return letters(LETTERS, min, max);
  }

  private String word(int min, int max) {
    return letters("abcXYZ019-_", min, max);
  }

  private String digits(int length) {
    return letters("0123456789", length, length);
  }

  private String letters(String alphabet, int min, int max) {
    int[] letters = alphabet.codePoints().toArray();
    // Short texts are easier to read, and the longest ones occur nowhere else.
    int length = random.nextInt(4) > 0 ? min + random.nextInt(Math.min(12, max - min + 1)) : max;
    StringBuilder text = new StringBuilder();
    random.ints(length, 0, letters.length).forEach(i -> text.appendCodePoint(letters[i]));
    return text.toString();
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private <T> Stream<T> some(int max, Supplier<T> values) {
    return IntStream.range(0, random.nextInt(max + 1)).mapToObj(i -> values.get());
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextInt(3) == 0 ? null : value.get();
  }

  private <E extends Enum<E>> E any(Class<E> type) {
    return any(List.of(type.getEnumConstants()));
  }

  private <T> T any(Iterable<T> values) {
    List<T> all = new ArrayList<>();
    values.forEach(all::add);
    return all.get(random.nextInt(all.size()));
  }
}
