package io.streamcat.channel;

/** The delay between the broadcaster and the viewers. */
public enum LatencyMode {
  /** About ten seconds; easier on slow viewers. */
  NORMAL,
  /** A few seconds; AWS's default. */
  LOW
}
