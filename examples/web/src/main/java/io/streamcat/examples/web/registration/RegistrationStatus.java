package io.streamcat.examples.web.registration;

/** What has become of a registration. */
enum RegistrationStatus {
  /** It is not over. */
  UNDER_WAY,
  /** Everything is there. */
  COMPLETE,
  /** What was typed was refused; nothing was created. */
  REFUSED,
  /** It failed, and nothing is left of it. */
  UNDONE,
  /** It failed, and what is left of it is being removed in the background. */
  BEING_UNDONE,
  /** It failed, the user is there, and the rest is completed in the background. */
  KEPT;

  /** Tells whether there is a user now, who may sign in. */
  boolean isSuccess() {
    return this == COMPLETE || this == KEPT;
  }
}
