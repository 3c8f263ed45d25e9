package io.streamcat.examples.web.livestatus;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A broadcast that is over.
 *
 * @param startedAt when it began
 * @param length how long it was
 * @param failed whether it broke off
 * @param recorded whether there is a complete recording
 * @param details what the owner alone is told: why it failed, and where the recording is
 */
public record PastBroadcast(
    Instant startedAt, Duration length, boolean failed, boolean recorded, List<String> details) {

  /** Describes a broadcast that has ended. */
  static PastBroadcast of(Broadcast broadcast) {
    Instant startedAt = Objects.requireNonNullElse(broadcast.startedAt(), broadcast.beganAt());
    Instant endedAt = Objects.requireNonNull(broadcast.endedAt());
    List<String> details = new ArrayList<>();
    String failure = broadcast.failure();
    if (failure != null && !failure.isEmpty()) {
      details.add(failure);
    }
    Recording recording = broadcast.recording();
    if (recording != null) {
      details.add(words(recording));
    }
    return new PastBroadcast(
        startedAt,
        Duration.between(startedAt, endedAt),
        failure != null,
        recording != null && recording.isReady(),
        List.copyOf(details));
  }

  private static String words(Recording recording) {
    Recording.Path path = recording.path();
    return switch (recording.status()) {
      case STARTED -> "The recording is not complete yet.";
      case START_FAILED -> "It was not recorded: " + recording.reason();
      case END_FAILED -> "The recording is incomplete: " + recording.reason();
      case ENDED -> "Recorded to s3://" + path.bucketName() + "/" + path.keyPrefix();
    };
  }

  /**
   * Leaves out what is not for everybody.
   *
   * @return the same without details
   */
  public PastBroadcast forEverybody() {
    return new PastBroadcast(startedAt, length, failed, recorded, List.of());
  }

  /**
   * Tells when it began, as pages do.
   *
   * @return date and time
   */
  public String startedWords() {
    return TimeFormats.dateAndTime(startedAt);
  }

  /**
   * Tells how long it was, as pages do.
   *
   * @return hours and minutes
   */
  public String lengthWords() {
    return TimeFormats.length(length);
  }
}
