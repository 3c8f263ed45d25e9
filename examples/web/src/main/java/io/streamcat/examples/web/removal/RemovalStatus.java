package io.streamcat.examples.web.removal;

/** The status of a removal. */
enum RemovalStatus {
  /** It is in progress. */
  UNDER_WAY,
  /** The user is completely removed. */
  GONE,
  /** It failed, and continues in the background. */
  LATE,
  /** It failed before anything was removed. */
  NOT_BEGUN
}
