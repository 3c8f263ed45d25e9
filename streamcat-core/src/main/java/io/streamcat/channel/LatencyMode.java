package io.streamcat.channel;

/** How far viewers are behind the broadcaster. */
public enum LatencyMode {
  /** About ten seconds; easier on slow viewers. */
  NORMAL,
  /** A few seconds; AWS's default. */
  LOW
}
