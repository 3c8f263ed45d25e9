package io.streamcat.playback;

/**
 * Sessions that AWS did not revoke.
 *
 * @param channelArn the channel's ARN
 * @param viewerId the viewer
 * @param code AWS's error code, possibly empty
 * @param message what AWS says, possibly empty
 */
public record RevocationFailure(String channelArn, String viewerId, String code, String message) {}
