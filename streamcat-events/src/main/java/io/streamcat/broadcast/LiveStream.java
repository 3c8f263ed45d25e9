package io.streamcat.broadcast;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the live stream of a channel, as of the API's {@code StreamSummary}.
 *
 * @param streamId AWS's id of the stream, or null if AWS does not report it
 * @param startedAt the time of its start
 * @param health the quality of the stream on its arrival at AWS
 * @param viewerCount the number of viewers
 */
public record LiveStream(
    @Nullable String streamId, Instant startedAt, Health health, long viewerCount) {

  /** The quality of a stream on its arrival at AWS. */
  public enum Health {
    /** The stream arrives as expected. */
    HEALTHY,
    /** Less data arrives than the encoder should send; viewers may see the stream stall. */
    STARVING,
    /** The quality is unknown. */
    UNKNOWN
  }
}
