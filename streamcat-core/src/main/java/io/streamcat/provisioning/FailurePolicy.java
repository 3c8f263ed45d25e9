package io.streamcat.provisioning;

/** The policy for users whose provisioning fails. */
public enum FailurePolicy {
  /**
   * Deletes the created resources, then the user; the username is free again. For a registered
   * user, only the request for the failed resource is withdrawn.
   */
  ROLL_BACK,
  /** Keeps the unfinished user until {@link UserProvisioner#resume} or recovery completes it. */
  RESUME
}
