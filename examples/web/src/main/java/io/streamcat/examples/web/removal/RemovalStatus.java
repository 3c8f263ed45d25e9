package io.streamcat.examples.web.removal;

/** What has become of a removal. */
enum RemovalStatus {
  /** It is not over. */
  UNDER_WAY,
  /** Nothing is left of the user. */
  GONE,
  /** It failed, and goes on in the background. */
  LATE,
  /** It failed before anything was removed. */
  NOT_BEGUN
}
