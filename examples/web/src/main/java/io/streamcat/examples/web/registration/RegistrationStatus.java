package io.streamcat.examples.web.registration;

/** The status of a registration. */
enum RegistrationStatus {
  /** It is in progress. */
  UNDER_WAY,
  /** All resources exist. */
  COMPLETE,
  /** The input was rejected; nothing was created. */
  REJECTED,
  /** Too many users register at the same time; nothing was created. */
  BUSY,
  /** It failed and was rolled back completely. */
  UNDONE,
  /** It failed, and the rollback continues in the background. */
  BEING_UNDONE,
  /** It failed, the user exists, and the missing resources are created in the background. */
  KEPT;

  /** Returns whether the user exists and may log in. */
  boolean isSuccess() {
    return this == COMPLETE || this == KEPT;
  }
}
