package io.streamcat.emulator.internal.resource;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * What is decided about the emulated account before it starts.
 *
 * @param region the region that ARNs and endpoints name
 * @param accountId the account that ARNs name
 * @param clock tells the time of everything
 * @param seed makes identifiers reproducible
 * @param streamEndDelay how long a stopped stream stays live
 * @param limits how many resources of a type may exist, where not the default; immutable
 */
public record Settings(
    String region,
    String accountId,
    Clock clock,
    long seed,
    Duration streamEndDelay,
    Map<ResourceType, Integer> limits) {}
