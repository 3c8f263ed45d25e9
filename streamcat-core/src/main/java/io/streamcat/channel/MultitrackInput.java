package io.streamcat.channel;

import io.streamcat.exception.Check;

/**
 * The permission to send several renditions at once, which saves the channel transcoding.
 *
 * <p>It requires the type {@link ChannelType#STANDARD} and the container {@link
 * ContainerFormat#FRAGMENTED_MP4}.
 *
 * @param policy the policy for single-track input
 * @param maximumResolution the highest accepted resolution
 */
public record MultitrackInput(Policy policy, Resolution maximumResolution) {

  /** The policy for single-track input. */
  public enum Policy {
    /** Both single-track and multitrack input are accepted. */
    ALLOW,
    /** Only multitrack input is accepted. */
    REQUIRE
  }

  /** The highest accepted resolution. */
  public enum Resolution {
    /** Up to 480p. */
    SD,
    /** Up to 720p. */
    HD,
    /** Up to 1080p. */
    FULL_HD
  }

  /**
   * Returns this input if a request may contain it. Builders and services call this method.
   *
   * @return an equal input
   * @throws io.streamcat.exception.InvalidInputException if a member is null
   */
  public MultitrackInput validated() {
    return new MultitrackInput(
        Check.given("multitrackInput policy", policy),
        Check.given("multitrackInput maximumResolution", maximumResolution));
  }
}
