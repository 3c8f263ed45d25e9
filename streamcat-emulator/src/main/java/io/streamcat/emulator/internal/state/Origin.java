package io.streamcat.emulator.internal.state;

/**
 * What a state belongs to and cannot be separated from.
 *
 * @param region the region that its ARNs name
 * @param accountId the account that its ARNs name
 * @param seed what its keys and identifiers are made from
 */
public record Origin(String region, String accountId, long seed) {}
