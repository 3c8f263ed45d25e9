package io.streamcat.provisioning;

/** The policy for the record of a user who was deprovisioned. */
public enum RemovalPolicy {
  /** Deletes it. */
  DELETE,
  /**
   * Keeps the id and the times, so that other tables may continue to refer to the user and the id
   * is never given to another user. The record of a user who never was active is deleted.
   */
  ANONYMISE
}
