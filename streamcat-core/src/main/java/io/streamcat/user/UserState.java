package io.streamcat.user;

/** How far a user's resources are. */
public enum UserState {
  /** Being given the resources; not all are there yet. */
  PROVISIONING,
  /** Has everything asked for at registration. */
  ACTIVE,
  /**
   * Being removed; some resources may be gone already. Ends with the user gone, never goes back.
   */
  DEPROVISIONING,
  /** Gone; only the id is kept, so that it is never given to anyone else. */
  REMOVED
}
