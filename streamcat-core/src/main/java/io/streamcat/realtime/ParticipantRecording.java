package io.streamcat.realtime;

import io.streamcat.exception.Check;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings for recording each participant of a stage.
 *
 * @param storageConfigurationArn the ARN of the storage configuration for recordings
 * @param media the recorded media
 * @param thumbnails the settings for thumbnails, or null for none
 * @param reconnectWindow the time in which a participant may reconnect and continue the same
 *     recording, 0 to 300 seconds
 * @param segmentDuration the length of HLS segments, 2 to 10 seconds
 * @param replicas whether replicated participants are recorded, too
 */
public record ParticipantRecording(
    String storageConfigurationArn,
    Media media,
    @Nullable Thumbnails thumbnails,
    Duration reconnectWindow,
    Duration segmentDuration,
    boolean replicas) {

  private static final Pattern STORAGE_CONFIGURATION =
      Pattern.compile("arn:aws:ivs:[a-z0-9-]+:[0-9]+:storage-configuration/[a-zA-Z0-9-]+");
  private static final Duration DEFAULT_SEGMENT = Duration.ofSeconds(6);

  /** The recorded media. */
  public enum Media {
    /** Audio and video; AWS's default. */
    AUDIO_VIDEO,
    /** Audio only. */
    AUDIO_ONLY,
    /** Nothing; recording is suspended. */
    NONE
  }

  /**
   * Returns these settings if a request may contain them. Services and the methods that change
   * settings call this method.
   *
   * @return this
   * @throws io.streamcat.exception.InvalidInputException if a setting exceeds a limit
   */
  public ParticipantRecording validated() {
    Check.length("storageConfigurationArn", storageConfigurationArn, 1, 128);
    Check.matches(
        "storageConfigurationArn",
        storageConfigurationArn,
        STORAGE_CONFIGURATION,
        "the ARN of a storage configuration");
    var unused = Check.given("media", media);
    Check.range(
        "reconnectWindow in seconds",
        Check.given("reconnectWindow", reconnectWindow).toSeconds(),
        0,
        300);
    Check.range(
        "segmentDuration in seconds",
        Check.given("segmentDuration", segmentDuration).toSeconds(),
        2,
        10);
    if (thumbnails != null) {
      thumbnails.validated();
    }
    return this;
  }

  /**
   * Creates settings with AWS's defaults: audio and video, replicated participants included, no
   * thumbnails, segments of 6 seconds.
   *
   * @param storageConfigurationArn the ARN of the storage configuration for recordings
   * @return the settings
   */
  public static ParticipantRecording to(String storageConfigurationArn) {
    return new ParticipantRecording(
            storageConfigurationArn, Media.AUDIO_VIDEO, null, Duration.ZERO, DEFAULT_SEGMENT, true)
        .validated();
  }

  /**
   * Changes the recorded media.
   *
   * @param value the media
   * @return changed settings
   */
  public ParticipantRecording withMedia(Media value) {
    return new ParticipantRecording(
            storageConfigurationArn, value, thumbnails, reconnectWindow, segmentDuration, replicas)
        .validated();
  }

  /**
   * Changes the settings for thumbnails.
   *
   * @param value the settings, or null for none
   * @return changed settings
   */
  public ParticipantRecording withThumbnails(@Nullable Thumbnails value) {
    return new ParticipantRecording(
            storageConfigurationArn, media, value, reconnectWindow, segmentDuration, replicas)
        .validated();
  }

  /**
   * Changes the time in which a participant may reconnect and continue the same recording.
   *
   * @param value 0 to 300 seconds
   * @return changed settings
   */
  public ParticipantRecording withReconnectWindow(Duration value) {
    return new ParticipantRecording(
            storageConfigurationArn, media, thumbnails, value, segmentDuration, replicas)
        .validated();
  }

  /**
   * Changes the length of HLS segments.
   *
   * @param value 2 to 10 seconds
   * @return changed settings
   */
  public ParticipantRecording withSegmentDuration(Duration value) {
    return new ParticipantRecording(
            storageConfigurationArn, media, thumbnails, reconnectWindow, value, replicas)
        .validated();
  }

  /**
   * Changes the recording of replicated participants.
   *
   * @param value true to record them
   * @return changed settings
   */
  public ParticipantRecording withReplicas(boolean value) {
    return new ParticipantRecording(
            storageConfigurationArn, media, thumbnails, reconnectWindow, segmentDuration, value)
        .validated();
  }

  /**
   * Thumbnails taken at an interval.
   *
   * @param interval the time between two thumbnails, 1 second to 24 hours
   * @param storage the stored thumbnails: each, the latest, or both; unmodifiable
   */
  public record Thumbnails(Duration interval, Set<Storage> storage) {

    /** The stored thumbnails. */
    public enum Storage {
      /** Each thumbnail, numbered. */
      SEQUENTIAL,
      /** The latest thumbnail, which is overwritten. */
      LATEST
    }

    /**
     * Copies what needs it, and checks nothing: AWS may return values that it accepts from no
     * caller.
     *
     * @param interval the time between two thumbnails
     * @param storage the stored thumbnails
     */
    public Thumbnails {
      storage = Set.copyOf(storage);
    }

    void validated() {
      Check.range("thumbnail interval in seconds", interval.toSeconds(), 1, 86_400);
      Check.that(!storage.isEmpty(), "thumbnail storage", "SEQUENTIAL, LATEST or both", "is empty");
    }
  }
}
