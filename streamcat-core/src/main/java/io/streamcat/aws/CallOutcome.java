package io.streamcat.aws;

/** The outcome of a call, as far as it is known. */
public enum CallOutcome {
  /** The call took effect, and AWS confirmed it. */
  SUCCEEDED,
  /** The call had no effect, and retrying will not help. */
  REJECTED,
  /** The call had no effect, because it exceeded a rate limit. */
  THROTTLED,
  /** The call had no effect, because its time of signing differed from AWS's time. */
  CLOCK_SKEW,
  /** The call had no effect, because the request never reached AWS. */
  NOT_SENT,
  /** The call may have taken effect. */
  UNKNOWN
}
