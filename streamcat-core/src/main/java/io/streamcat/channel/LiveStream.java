package io.streamcat.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a channel broadcasts; a snapshot, as of the API's {@code StreamSummary}.
 *
 * @param streamId identifies the stream, or null if AWS does not tell
 * @param startedAt when it began
 * @param health how well it arrives
 * @param viewerCount how many watch it
 */
public record LiveStream(
    @Nullable String streamId, Instant startedAt, Health health, long viewerCount) {

  /** How well a stream arrives at AWS. */
  public enum Health {
    /** It arrives as it should. */
    HEALTHY,
    /** Less arrives than the encoder should send: viewers may see it stall. */
    STARVING,
    /** Nothing is known. */
    UNKNOWN
  }
}
