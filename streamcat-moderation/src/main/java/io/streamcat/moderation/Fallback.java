package io.streamcat.moderation;

/** The decision on a message that could not be reviewed. */
public enum Fallback {
  /** The message is delivered. */
  ALLOW,
  /** The message is dropped. */
  DENY
}
