package io.streamcat.aws;

/** The order in which calls pass the {@link CallLimiter} when the demand exceeds AWS's rates. */
public enum CallPriority {
  /** Calls for which a user waits, such as those of a registration. */
  FOREGROUND,
  /** Calls that give way to those in the foreground, such as those of recovery or a backfill. */
  BACKGROUND
}
