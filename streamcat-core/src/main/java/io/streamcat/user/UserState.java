package io.streamcat.user;

/**
 * The state of a user.
 *
 * <pre>
 *         PROVISIONING → ACTIVE ⇄ SUSPENDED
 *         QUEUED ──────────↑  │       │
 * SPARE ───────────────────↑  │       │
 *   └────────┴─────────────┴──┴───────┴──→ DEPROVISIONING → gone, or REMOVED
 * </pre>
 */
public enum UserState {
  /**
   * The record holds spare resources, created ahead, that belong to no user yet; invisible to
   * applications.
   */
  SPARE,
  /**
   * The user was registered in bulk: recovery creates the resources in the background, and never
   * rolls them back.
   */
  QUEUED,
  /** The resources of the registration are being created. */
  PROVISIONING,
  /** The user has everything that was requested at registration. */
  ACTIVE,
  /**
   * The user is stopped: the channel has no stream key, and tokens are refused until the user is
   * reinstated.
   */
  SUSPENDED,
  /** The user is being removed; this cannot be undone. */
  DEPROVISIONING,
  /** The user is gone; the id is kept, so that no other user ever gets it. */
  REMOVED;

  /**
   * Returns whether the registration is unfinished.
   *
   * @return true for {@link #PROVISIONING} and {@link #QUEUED}
   */
  public boolean isRegistering() {
    return this == PROVISIONING || this == QUEUED;
  }

  /**
   * Returns the place of a record of this state in the order in which recovery processes due
   * records. A queued user whose worker has died comes before the queue, because the search for the
   * user's resources takes a while, in which others can be processed.
   *
   * @param isLeased whether a worker has, or had, a lease on the record
   * @return 1 for {@link #SPARE} and leased {@link #QUEUED} users, 2 for other {@link #QUEUED}
   *     users, and 0, which is first, for all others
   */
  public int recoveryOrder(boolean isLeased) {
    return this == SPARE ? 1 : this != QUEUED ? 0 : isLeased ? 1 : 2;
  }

  /**
   * Returns whether the user is registered and not being removed. A user who was suspended during
   * the registration may still lack resources.
   *
   * @return true for {@link #ACTIVE} and {@link #SUSPENDED}
   */
  public boolean isRegistered() {
    return this == ACTIVE || this == SUSPENDED;
  }

  /**
   * Returns whether the user is being removed or is gone; both are final.
   *
   * @return true for {@link #DEPROVISIONING} and {@link #REMOVED}
   */
  public boolean isEnding() {
    return this == DEPROVISIONING || this == REMOVED;
  }
}
