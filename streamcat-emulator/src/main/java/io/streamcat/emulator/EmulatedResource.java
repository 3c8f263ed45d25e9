package io.streamcat.emulator;

import java.time.Instant;
import java.util.Map;

/**
 * A resource that exists in the emulated account. Immutable.
 *
 * @param arn its ARN
 * @param type {@code channel}, {@code stream-key}, {@code room} or {@code stage}
 * @param name its name, empty when it has none; stream keys never have one
 * @param tags its tags
 * @param created when it was created, on the emulator's clock
 */
public record EmulatedResource(
    String arn, String type, String name, Map<String, String> tags, Instant created) {}
