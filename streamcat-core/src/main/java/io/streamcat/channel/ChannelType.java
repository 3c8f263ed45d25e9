package io.streamcat.channel;

/**
 * The type of a channel, which determines accepted input and transcoding. The more expensive types
 * transcode.
 */
public enum ChannelType {
  /** Delivered as received; up to 480p or 1.5 Mbps, or higher at single-rendition cost. */
  BASIC,
  /** Transcoded into several renditions from up to 1080p and 8.5 Mbps; AWS's default. */
  STANDARD,
  /** Transcoded up to SD quality from any accepted input. */
  ADVANCED_SD,
  /** Transcoded up to HD quality from any accepted input. */
  ADVANCED_HD;

  /**
   * Returns whether the type is advanced.
   *
   * @return true for the types that have a transcoding preset
   */
  public boolean isAdvanced() {
    return this == ADVANCED_SD || this == ADVANCED_HD;
  }
}
