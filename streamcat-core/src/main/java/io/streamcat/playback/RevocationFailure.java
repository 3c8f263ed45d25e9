package io.streamcat.playback;

/**
 * A failed revocation of a viewer's sessions.
 *
 * @param channelArn the channel's ARN
 * @param viewerId the viewer
 * @param code AWS's error code; may be empty
 * @param message AWS's message; may be empty
 */
public record RevocationFailure(String channelArn, String viewerId, String code, String message) {}
