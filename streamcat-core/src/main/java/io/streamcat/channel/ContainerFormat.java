package io.streamcat.channel;

/** The container of the segments viewers receive. */
public enum ContainerFormat {
  /** MPEG transport stream; AWS's default. */
  TS,
  /** Fragmented MP4; needed for multitrack. */
  FRAGMENTED_MP4
}
