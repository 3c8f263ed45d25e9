package io.streamcat.channel;

/** The container of the segments that viewers receive. */
public enum ContainerFormat {
  /** MPEG transport stream; AWS's default. */
  TS,
  /** Fragmented MP4; required for multitrack input. */
  FRAGMENTED_MP4
}
