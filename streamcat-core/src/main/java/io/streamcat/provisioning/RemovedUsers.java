package io.streamcat.provisioning;

/** What is kept of a user who was deprovisioned. */
public enum RemovedUsers {
  /** Nothing. */
  DELETE,
  /**
   * The id and the times, so that other tables may go on referring to the user and the id is never
   * given to anyone else. A user who never was complete is deleted all the same.
   */
  ANONYMISE
}
