package io.streamcat.user;

/**
 * The state of a user.
 *
 * <pre>
 * SPARE → PROVISIONING → ACTIVE → DEPROVISIONING → gone, or REMOVED
 *              └──────────────────────↑
 * </pre>
 */
public enum UserState {
  /** Resources that were made ahead and belong to no user yet; never seen by applications. */
  SPARE,
  /** The resources of the registration are being created. */
  PROVISIONING,
  /** The user has been given everything asked for at registration. */
  ACTIVE,
  /** The user is being removed; this ends with the user gone and never goes back. */
  DEPROVISIONING,
  /** The user is gone; the id is kept, so that no other user is ever given it. */
  REMOVED;

  /**
   * Returns whether the user is being removed or is gone, which no user comes back from.
   *
   * @return true for {@link #DEPROVISIONING} and {@link #REMOVED}
   */
  public boolean isEnding() {
    return this == DEPROVISIONING || this == REMOVED;
  }
}
