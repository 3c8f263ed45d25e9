package io.streamcat.provisioning;

/** The policy for a user for whom a resource could not be created. */
public enum FailurePolicy {
  /**
   * Deletes what was created, then the user; the username is free again. If a resource was added to
   * a registered user, only the request for that resource is withdrawn.
   */
  ROLL_BACK,
  /** Keeps the user, unfinished, until {@link UserProvisioner#resume} or recovery completes it. */
  RESUME
}
