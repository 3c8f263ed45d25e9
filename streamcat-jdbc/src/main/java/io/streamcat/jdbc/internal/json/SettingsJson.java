package io.streamcat.jdbc.internal.json;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.ContainerFormat;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.MultitrackInput;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.ParticipantRecording.Thumbnails;
import io.streamcat.realtime.StageEndpoints;
import io.streamcat.realtime.StageSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings as the JSON in column {@code settings}: every database can query it, and a setting that
 * AWS adds needs no migration.
 *
 * <p>Missing settings are read as AWS's defaults, so older rows stay readable; unknown ones are
 * ignored.
 */
public final class SettingsJson {

  private SettingsJson() {}

  /**
   * Writes the settings of a channel.
   *
   * @param settings the settings
   * @return a JSON object
   */
  public static String write(ChannelSettings settings) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("type", settings.type());
    json.put("latencyMode", settings.latencyMode());
    json.put("preset", settings.preset());
    json.put("authorized", settings.authorized());
    json.put("insecureIngest", settings.insecureIngest());
    json.put("recordingConfigurationArn", settings.recordingConfigurationArn());
    json.put("playbackRestrictionPolicyArn", settings.playbackRestrictionPolicyArn());
    json.put("containerFormat", settings.containerFormat());
    MultitrackInput multitrack = settings.multitrackInput();
    json.put("multitrackInput", multitrack == null ? null : write(multitrack));
    json.put("tags", settings.tags());
    return Json.write(json);
  }

  /**
   * Reads the settings of a channel.
   *
   * @param text a JSON object
   * @return the settings
   * @throws io.streamcat.exception.StorageException if the text is damaged
   */
  public static ChannelSettings channel(String text) {
    JsonFields json = JsonFields.of(text);
    ChannelSettings defaults = ChannelSettings.defaults();
    return new ChannelSettings(
        json.constant("type", ChannelType.class, defaults.type()),
        json.constant("latencyMode", LatencyMode.class, defaults.latencyMode()),
        json.constant("preset", TranscodePreset.class),
        json.flag("authorized"),
        json.flag("insecureIngest"),
        json.text("recordingConfigurationArn"),
        json.text("playbackRestrictionPolicyArn"),
        json.constant("containerFormat", ContainerFormat.class, defaults.containerFormat()),
        multitrack(json.object("multitrackInput")),
        json.texts("tags"));
  }

  static Map<String, Object> write(MultitrackInput multitrack) {
    return Map.of(
        "policy", multitrack.policy(), "maximumResolution", multitrack.maximumResolution());
  }

  private static @Nullable MultitrackInput multitrack(@Nullable JsonFields json) {
    return json == null
        ? null
        : new MultitrackInput(
            json.constant("policy", MultitrackInput.Policy.class, MultitrackInput.Policy.ALLOW),
            json.constant(
                "maximumResolution",
                MultitrackInput.Resolution.class,
                MultitrackInput.Resolution.FULL_HD));
  }

  /**
   * Writes the settings of a chat room.
   *
   * @param settings the settings
   * @return a JSON object
   */
  public static String write(ChatRoomSettings settings) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("maximumMessageRatePerSecond", settings.maximumMessageRatePerSecond());
    json.put("maximumMessageLength", settings.maximumMessageLength());
    MessageReviewHandler review = settings.messageReviewHandler();
    json.put("messageReviewHandler", review == null ? null : write(review));
    json.put("loggingConfigurationArns", settings.loggingConfigurationArns());
    json.put("tags", settings.tags());
    return Json.write(json);
  }

  /**
   * Reads the settings of a chat room.
   *
   * @param text a JSON object
   * @return the settings
   * @throws io.streamcat.exception.StorageException if the text is damaged
   */
  public static ChatRoomSettings chatRoom(String text) {
    JsonFields json = JsonFields.of(text);
    ChatRoomSettings defaults = ChatRoomSettings.defaults();
    return new ChatRoomSettings(
        json.number("maximumMessageRatePerSecond", defaults.maximumMessageRatePerSecond()),
        json.number("maximumMessageLength", defaults.maximumMessageLength()),
        review(json.object("messageReviewHandler")),
        json.list("loggingConfigurationArns"),
        json.texts("tags"));
  }

  static Map<String, Object> write(MessageReviewHandler review) {
    return Map.of("functionArn", review.functionArn(), "fallback", review.fallback());
  }

  private static @Nullable MessageReviewHandler review(@Nullable JsonFields json) {
    return json == null
        ? null
        : new MessageReviewHandler(
            json.required("functionArn"),
            json.constant(
                "fallback",
                MessageReviewHandler.Fallback.class,
                MessageReviewHandler.Fallback.ALLOW));
  }

  /**
   * Writes the settings of a stage.
   *
   * @param settings the settings
   * @return a JSON object
   */
  public static String write(StageSettings settings) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    ParticipantRecording recording = settings.recording();
    json.put("recording", recording == null ? null : write(recording));
    json.put("tags", settings.tags());
    return Json.write(json);
  }

  static Map<String, @Nullable Object> write(ParticipantRecording recording) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("storageConfigurationArn", recording.storageConfigurationArn());
    json.put("media", recording.media());
    Thumbnails thumbnails = recording.thumbnails();
    json.put(
        "thumbnails",
        thumbnails == null
            ? null
            : Map.of(
                "intervalSeconds",
                thumbnails.interval().toSeconds(),
                "storage",
                thumbnails.storage().stream().sorted().toList()));
    json.put("reconnectWindowSeconds", recording.reconnectWindow().toSeconds());
    json.put("segmentSeconds", recording.segmentDuration().toSeconds());
    json.put("replicas", recording.replicas());
    return json;
  }

  /**
   * Reads the settings of a stage.
   *
   * @param text a JSON object
   * @return the settings
   * @throws io.streamcat.exception.StorageException if the text is damaged
   */
  public static StageSettings stage(String text) {
    JsonFields json = JsonFields.of(text);
    return new StageSettings(recording(json.object("recording")), json.texts("tags"));
  }

  static @Nullable ParticipantRecording recording(@Nullable JsonFields json) {
    if (json == null) {
      return null;
    }
    ParticipantRecording defaults =
        ParticipantRecording.to(json.required("storageConfigurationArn"));
    return defaults
        .withMedia(json.constant("media", ParticipantRecording.Media.class, defaults.media()))
        .withThumbnails(thumbnails(json.object("thumbnails")))
        .withReconnectWindow(Duration.ofSeconds(json.number("reconnectWindowSeconds", 0)))
        .withSegmentDuration(
            Duration.ofSeconds(
                json.number("segmentSeconds", (int) defaults.segmentDuration().toSeconds())))
        .withReplicas(json.flag("replicas"));
  }

  private static @Nullable Thumbnails thumbnails(@Nullable JsonFields json) {
    return json == null
        ? null
        : new Thumbnails(
            Duration.ofSeconds(json.number("intervalSeconds", 60)),
            json.constants("storage", Thumbnails.Storage.class));
  }

  /**
   * Writes the endpoints of a stage.
   *
   * @param endpoints the endpoints
   * @return a JSON object
   */
  public static String write(StageEndpoints endpoints) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("events", endpoints.events());
    json.put("whip", endpoints.whip());
    json.put("rtmp", endpoints.rtmp());
    json.put("rtmps", endpoints.rtmps());
    return Json.write(json);
  }

  /**
   * Reads the endpoints of a stage.
   *
   * @param text a JSON object
   * @return the endpoints
   * @throws io.streamcat.exception.StorageException if the text is damaged
   */
  public static StageEndpoints endpoints(String text) {
    JsonFields json = JsonFields.of(text);
    return new StageEndpoints(
        json.required("events"),
        json.required("whip"),
        json.required("rtmp"),
        json.required("rtmps"));
  }
}
