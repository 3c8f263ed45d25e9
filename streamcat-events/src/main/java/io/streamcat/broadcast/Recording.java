package io.streamcat.broadcast;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;

/**
 * The recording of a broadcast; one recording may hold several broadcasts, if the encoder came back
 * in time.
 *
 * @param status how far it is
 * @param path where it is; empty as long as that is not known
 * @param duration how long it is, in milliseconds; zero as long as that is not known
 * @param reason why it failed; empty if it has not, or nothing is known
 */
public record Recording(RecordingStatus status, Path path, Duration duration, String reason) {

  /**
   * Where in Amazon S3 everything of a recording is.
   *
   * @param bucketName the bucket, or an empty text
   * @param keyPrefix what the keys of all objects begin with, or an empty text
   */
  public record Path(String bucketName, String keyPrefix) implements Comparable<Path> {

    /** What stands for a path as long as none is known. */
    public static final Path UNKNOWN = new Path("", "");

    private static final Comparator<Path> ORDER =
        Comparator.comparing(Path::bucketName).thenComparing(Path::keyPrefix);

    /**
     * Checks the limits.
     *
     * @param bucketName the bucket, up to 255 characters
     * @param keyPrefix what the keys begin with, up to 1,024 characters
     */
    public Path {
      Merges.text("recording.bucketName", bucketName, 255);
      Merges.text("recording.keyPrefix", keyPrefix, 1024);
    }

    @Override
    public int compareTo(Path other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Checks the limits.
   *
   * @param status how far it is
   * @param path where it is
   * @param duration how long it is
   * @param reason why it failed, cut to 2,000 characters
   */
  public Recording {
    duration = duration.truncatedTo(ChronoUnit.MILLIS);
    reason = Objects.requireNonNull(Merges.reason(reason));
  }

  /**
   * Tells whether it is complete and can be found.
   *
   * @return true if it can be watched
   */
  public boolean isReady() {
    return status == RecordingStatus.ENDED && !path.equals(Path.UNKNOWN);
  }

  /** Adds what else is known of the same recording; see {@link Broadcast#merge}. */
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
