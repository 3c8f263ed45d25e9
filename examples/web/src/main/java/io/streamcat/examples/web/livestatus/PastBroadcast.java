package io.streamcat.examples.web.livestatus;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A past broadcast.
 *
 * @param startedAt its start
 * @param length its duration
 * @param failed whether it ended with a failure
 * @param recorded whether there is a complete recording
 * @param thumbnail the address of a picture of the recording, or null
 * @param details details for the owner only: the cause of a failure and the place of the recording
 */
public record PastBroadcast(
    Instant startedAt,
    Duration length,
    boolean failed,
    boolean recorded,
    @Nullable String thumbnail,
    List<String> details) {

  /** Creates the description of a broadcast that has ended. */
  static PastBroadcast of(Broadcast broadcast, RecordingThumbnails thumbnails) {
    Instant startedAt = Objects.requireNonNullElse(broadcast.startedAt(), broadcast.beganAt());
    Instant endedAt = Objects.requireNonNull(broadcast.endedAt());
    List<String> details = new ArrayList<>();
    String failure = broadcast.failure();
    if (failure != null && !failure.isEmpty()) {
      details.add(failure);
    }
    Recording recording = broadcast.recording();
    if (recording != null) {
      details.add(text(recording));
    }
    return new PastBroadcast(
        startedAt,
        Duration.between(startedAt, endedAt),
        failure != null,
        recording != null && recording.isReady(),
        thumbnails.of(recording).orElse(null),
        List.copyOf(details));
  }

  private static String text(Recording recording) {
    Recording.Path path = recording.path();
    return switch (recording.status()) {
      case STARTED -> "The recording is not complete yet.";
      case START_FAILED -> "The broadcast was not recorded: " + recording.reason();
      case END_FAILED -> "The recording is incomplete: " + recording.reason();
      case ENDED -> "Recorded to s3://" + path.bucketName() + "/" + path.keyPrefix();
    };
  }

  /**
   * Removes the details, which only the owner may see.
   *
   * @return the same broadcast without details
   */
  public PastBroadcast withoutDetails() {
    return new PastBroadcast(startedAt, length, failed, recorded, thumbnail, List.of());
  }

  /**
   * Returns the start as text.
   *
   * @return date and time
   */
  public String startedText() {
    return TimeFormats.dateAndTime(startedAt);
  }

  /**
   * Returns the duration as text.
   *
   * @return hours and minutes
   */
  public String lengthText() {
    return TimeFormats.length(length);
  }
}
