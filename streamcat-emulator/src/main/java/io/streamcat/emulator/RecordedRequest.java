package io.streamcat.emulator;

import java.time.Instant;
import java.util.Map;

/**
 * A call of a control plane that the emulator received. Immutable.
 *
 * @param service {@code ivs}, {@code ivschat} or {@code ivs-realtime}
 * @param operation the operation, such as {@code CreateChannel}
 * @param receivedAt the time of arrival, on the emulator's clock
 * @param input the members of its input as sent, without nulls; empty if the body was not valid
 *     JSON. No input of these services holds a secret.
 * @param status the HTTP status of the answer, or 0 if the connection was closed without an answer
 */
public record RecordedRequest(
    String service, String operation, Instant receivedAt, Map<String, Object> input, int status) {}
