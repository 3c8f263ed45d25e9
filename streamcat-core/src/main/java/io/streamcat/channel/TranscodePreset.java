package io.streamcat.channel;

/** The use of bandwidth by the renditions of an advanced channel type. */
public enum TranscodePreset {
  /** The best video that each viewer's connection supports; the default of advanced types. */
  HIGHER_BANDWIDTH_DELIVERY,
  /** Lower bitrates, for viewers on constrained connections. */
  CONSTRAINED_BANDWIDTH_DELIVERY
}
