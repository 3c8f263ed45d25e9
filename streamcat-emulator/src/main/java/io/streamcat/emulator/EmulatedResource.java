package io.streamcat.emulator;

import java.time.Instant;
import java.util.Map;

/**
 * A resource that exists in the emulated account. Immutable.
 *
 * @param arn its ARN
 * @param type its type as ARNs write it, such as {@code channel} or {@code stream-key}
 * @param name its name, empty when it has none; stream keys and compositions never have one
 * @param tags its tags
 * @param created the time of its creation, on the emulator's clock
 */
public record EmulatedResource(
    String arn, String type, String name, Map<String, String> tags, Instant created) {}
