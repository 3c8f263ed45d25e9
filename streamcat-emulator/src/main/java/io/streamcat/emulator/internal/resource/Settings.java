package io.streamcat.emulator.internal.resource;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The settings of the emulated account.
 *
 * @param region the region in ARNs and endpoints
 * @param accountId the account in ARNs
 * @param clock the clock of the account
 * @param seed the seed of identifiers
 * @param streamEndDelay the time for which a stopped stream stays live
 * @param recordingConfigurationDelay the time for which a recording configuration is being created
 * @param limits the limits that differ from the defaults, by type; immutable
 */
public record Settings(
    String region,
    String accountId,
    Clock clock,
    long seed,
    Duration streamEndDelay,
    Duration recordingConfigurationDelay,
    Map<ResourceType, Integer> limits) {}
