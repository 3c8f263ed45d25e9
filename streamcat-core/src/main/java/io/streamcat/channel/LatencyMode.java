package io.streamcat.channel;

/** The delay between the broadcaster and the viewers. */
public enum LatencyMode {
  /** About ten seconds; suits slow viewers better. */
  NORMAL,
  /** A few seconds; AWS's default. */
  LOW
}
