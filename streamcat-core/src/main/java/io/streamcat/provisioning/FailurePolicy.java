package io.streamcat.provisioning;

/** What becomes of a user who could not be given every resource. */
public enum FailurePolicy {
  /** What was created is deleted, then the user; the username is free again. */
  ROLL_BACK,
  /** The user stays, unfinished, until {@link UserProvisioner#resume} or recovery completes it. */
  RESUME
}
