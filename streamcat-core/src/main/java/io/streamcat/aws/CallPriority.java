package io.streamcat.aws;

/** The order in which calls pass the {@link CallLimiter} when more are wanted than AWS allows. */
public enum CallPriority {
  /** Calls for a user who waits, such as one who registers. */
  FOREGROUND,
  /** Calls that give way to those in the foreground, such as those of recovery or a backfill. */
  BACKGROUND
}
