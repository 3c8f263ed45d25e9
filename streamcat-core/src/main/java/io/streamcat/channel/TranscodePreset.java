package io.streamcat.channel;

/** How an advanced channel type spends bandwidth on its renditions. */
public enum TranscodePreset {
  /** The best picture each viewer's connection carries; the default of advanced types. */
  HIGHER_BANDWIDTH_DELIVERY,
  /** Lower bitrates, for viewers on constrained connections. */
  CONSTRAINED_BANDWIDTH_DELIVERY
}
