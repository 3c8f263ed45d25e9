package io.streamcat.realtime;

import io.streamcat.exception.Check;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How each participant of a stage is recorded.
 *
 * @param storageConfigurationArn where recordings go
 * @param media what is recorded
 * @param thumbnails how thumbnails are taken, or null for none
 * @param reconnectWindow how long a participant may be gone and still continue the same recording,
 *     0 to 300 seconds
 * @param segmentDuration the length of HLS segments, 2 to 10 seconds
 * @param replicas whether replicated participants are recorded too
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

  /** What is recorded. */
  public enum Media {
    /** Audio and video; AWS's default. */
    AUDIO_VIDEO,
    /** Audio alone. */
    AUDIO_ONLY,
    /** Nothing, for now. */
    NONE
  }

  /**
   * Returns these settings if a request may carry them; services see to it, and the methods that
   * change settings.
   *
   * @return this
   * @throws io.streamcat.exception.InvalidInputException if a setting breaks a limit
   */
  public ParticipantRecording validated() {
    Check.length("storageConfigurationArn", storageConfigurationArn, 1, 128);
    Check.matches(
        "storageConfigurationArn",
        storageConfigurationArn,
        STORAGE_CONFIGURATION,
        "the ARN of a storage configuration");
    Check.range("reconnectWindow in seconds", reconnectWindow.toSeconds(), 0, 300);
    Check.range("segmentDuration in seconds", segmentDuration.toSeconds(), 2, 10);
    if (thumbnails != null) {
      thumbnails.validated();
    }
    return this;
  }

  /**
   * Records audio and video, also of replicated participants, without thumbnails, in segments of 6
   * seconds: AWS's defaults.
   *
   * @param storageConfigurationArn where recordings go
   * @return the settings
   */
  public static ParticipantRecording to(String storageConfigurationArn) {
    return new ParticipantRecording(
            storageConfigurationArn, Media.AUDIO_VIDEO, null, Duration.ZERO, DEFAULT_SEGMENT, true)
        .validated();
  }

  /**
   * Changes what is recorded.
   *
   * @param value what is recorded
   * @return changed settings
   */
  public ParticipantRecording withMedia(Media value) {
    return new ParticipantRecording(
            storageConfigurationArn, value, thumbnails, reconnectWindow, segmentDuration, replicas)
        .validated();
  }

  /**
   * Changes how thumbnails are taken.
   *
   * @param value how, or null for none
   * @return changed settings
   */
  public ParticipantRecording withThumbnails(@Nullable Thumbnails value) {
    return new ParticipantRecording(
            storageConfigurationArn, media, value, reconnectWindow, segmentDuration, replicas)
        .validated();
  }

  /**
   * Changes how long a participant may be gone and still continue the same recording.
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
   * Changes whether replicated participants are recorded too.
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
   * @param interval the time between two, 1 second to 24 hours
   * @param storage whether each is kept, or the latest, or both; unmodifiable
   */
  public record Thumbnails(Duration interval, Set<Storage> storage) {

    /** Which thumbnails are kept. */
    public enum Storage {
      /** Each of them, numbered. */
      SEQUENTIAL,
      /** The latest, overwritten. */
      LATEST
    }

    /**
     * Copies what needs it, and checks nothing: AWS may answer what it accepts from no caller.
     *
     * @param interval the time between two
     * @param storage whether each is kept
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
