package io.streamcat.provisioning;

/** The policy for the records of deprovisioned users. */
public enum RemovalPolicy {
  /** Deletes the record. */
  DELETE,
  /**
   * Keeps the id and the times, so that other tables may continue to refer to the user and no other
   * user ever gets the id. The record of a user who was never active is deleted.
   */
  ANONYMISE
}
