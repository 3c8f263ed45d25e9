package io.streamcat.playback;

import io.streamcat.exception.Check;
import java.util.regex.Pattern;

/**
 * The sessions of a viewer to revoke: those of a version, and of all earlier versions.
 *
 * @param channelArn the channel's ARN
 * @param viewerId the viewer, as in the tokens: 1 to 40 characters
 * @param version the latest version to revoke, 0 or more
 */
public record ViewerSession(String channelArn, String viewerId, int version) {

  private static final Pattern CHANNEL =
      Pattern.compile("arn:aws:ivs:[a-z0-9-]+:[0-9]+:channel/[a-zA-Z0-9-]+");

  /** Checks what needs it. */
  public ViewerSession {
    checkChannel(channelArn);
    checkViewer(viewerId);
    checkVersion(version);
  }

  /**
   * A failed revocation of a viewer's sessions.
   *
   * @param channelArn the channel's ARN
   * @param viewerId the viewer
   * @param code AWS's error code; may be empty
   * @param message AWS's message; may be empty
   */
  public record RevocationFailure(
      String channelArn, String viewerId, String code, String message) {}

  static void checkChannel(String arn) {
    Check.length("channelArn", arn, 1, 128);
    Check.matches("channelArn", arn, CHANNEL, "the ARN of a channel");
  }

  static void checkViewer(String id) {
    Check.length("viewerId", id, 1, 40);
  }

  static void checkVersion(int version) {
    Check.range("viewerSessionVersion", version, 0, Integer.MAX_VALUE);
  }
}
