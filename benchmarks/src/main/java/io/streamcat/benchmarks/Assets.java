package io.streamcat.benchmarks;

/**
 * What a user was given, by ARN.
 *
 * @param channel the channel
 * @param chatRoom the chat room
 * @param stage the stage
 */
public record Assets(String channel, String chatRoom, String stage) {}
