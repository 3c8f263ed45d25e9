package io.streamcat.playback;

/** The highest resolution that a viewer receives. */
public enum MaximumResolution {
  /** Up to 480p. */
  SD,
  /** Up to 720p. */
  HD,
  /** Up to 1080p. */
  FULL_HD
}
