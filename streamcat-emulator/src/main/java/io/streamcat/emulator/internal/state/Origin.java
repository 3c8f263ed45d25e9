package io.streamcat.emulator.internal.state;

/**
 * The settings that belong to a state.
 *
 * @param region the region in its ARNs
 * @param accountId the account in its ARNs
 * @param seed the seed of its keys and identifiers
 */
public record Origin(String region, String accountId, long seed) {}
