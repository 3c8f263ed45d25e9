package io.streamcat.emulator;

import java.time.Instant;
import java.util.Map;

/**
 * A call of a control plane that the emulator received. Immutable.
 *
 * @param service {@code ivs}, {@code ivschat} or {@code ivs-realtime}
 * @param operation the operation, such as {@code CreateChannel}
 * @param receivedAt when it arrived, on the emulator's clock
 * @param input the members of its input as they were sent, without those that were null; empty when
 *     it was not valid JSON. No input of these services holds a secret.
 * @param status the HTTP status of the answer, or 0 when the connection was closed without one
 */
public record RecordedRequest(
    String service, String operation, Instant receivedAt, Map<String, Object> input, int status) {}
