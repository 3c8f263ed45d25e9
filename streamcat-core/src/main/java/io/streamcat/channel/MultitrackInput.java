package io.streamcat.channel;

/**
 * Lets a broadcaster send several renditions at once, which spares the channel transcoding.
 *
 * <p>Needs the type {@link ChannelType#STANDARD} and the container {@link
 * ContainerFormat#FRAGMENTED_MP4}.
 *
 * @param policy whether single-track input is still accepted
 * @param maximumResolution the highest resolution accepted
 */
public record MultitrackInput(Policy policy, Resolution maximumResolution) {

  /** Whether single-track input is still accepted. */
  public enum Policy {
    /** Both single-track and multitrack input are accepted. */
    ALLOW,
    /** Only multitrack input is accepted. */
    REQUIRE
  }

  /** The highest resolution accepted. */
  public enum Resolution {
    /** Up to 480p. */
    SD,
    /** Up to 720p. */
    HD,
    /** Up to 1080p. */
    FULL_HD
  }
}
