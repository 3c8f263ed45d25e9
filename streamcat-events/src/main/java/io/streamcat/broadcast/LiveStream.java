package io.streamcat.broadcast;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the live stream of a channel, as of the API's {@code StreamSummary}.
 *
 * @param streamId identifies the stream, or null if AWS does not name it
 * @param startedAt the time of its beginning
 * @param health the quality in which it arrives at AWS
 * @param viewerCount the number of viewers
 */
public record LiveStream(
    @Nullable String streamId, Instant startedAt, Health health, long viewerCount) {

  /** The quality in which a stream arrives at AWS. */
  public enum Health {
    /** It arrives as it should. */
    HEALTHY,
    /** Less arrives than the encoder should send: viewers may see it stall. */
    STARVING,
    /** Nothing is known. */
    UNKNOWN
  }
}
