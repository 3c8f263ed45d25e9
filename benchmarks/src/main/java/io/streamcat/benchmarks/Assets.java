package io.streamcat.benchmarks;

/**
 * The ARNs of a user's resources.
 *
 * @param channel the channel
 * @param chatRoom the chat room
 * @param stage the stage
 */
public record Assets(String channel, String chatRoom, String stage) {}
