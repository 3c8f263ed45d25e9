package io.streamcat.broadcast;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;

/**
 * The recording of a broadcast. A recording contains several broadcasts if the encoder reconnected
 * in time.
 *
 * @param status the progress of the recording
 * @param path the location of the recording; empty while unknown
 * @param duration the duration, in milliseconds; zero while unknown
 * @param reason the reason of a failure; empty if there was none or it is unknown, and cut to 2,000
 *     characters
 */
public record Recording(RecordingStatus status, Path path, Duration duration, String reason) {

  /**
   * The location of a recording in Amazon S3.
   *
   * @param bucketName the bucket, or an empty text
   * @param keyPrefix the common prefix of the object keys, or an empty text
   */
  public record Path(String bucketName, String keyPrefix) implements Comparable<Path> {

    /** The placeholder for an unknown path. */
    public static final Path UNKNOWN = new Path("", "");

    private static final Comparator<Path> ORDER =
        Comparator.comparing(Path::bucketName).thenComparing(Path::keyPrefix);

    /** Checks the limits. */
    public Path {
      Merges.requireText("recording.bucketName", bucketName, 255);
      Merges.requireText("recording.keyPrefix", keyPrefix, 1024);
    }

    @Override
    public int compareTo(Path other) {
      return ORDER.compare(this, other);
    }
  }

  /** Checks the limits. */
  public Recording {
    duration = duration.truncatedTo(ChronoUnit.MILLIS);
    reason = Objects.requireNonNull(Merges.reason(reason));
  }

  /**
   * Returns whether the recording is complete and its path is known.
   *
   * @return true if the recording can be watched
   */
  public boolean isReady() {
    return status == RecordingStatus.ENDED && !path.equals(Path.UNKNOWN);
  }

  /** Merges this recording with further knowledge about it; see {@link Broadcast#merge}. */
  Recording merge(Recording other) {
    return new Recording(
        max(status, other.status),
        max(path, other.path),
        max(duration, other.duration),
        max(reason, other.reason));
  }

  private static <T extends Comparable<T>> T max(T a, T b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
