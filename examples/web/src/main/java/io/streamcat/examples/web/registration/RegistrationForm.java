package io.streamcat.examples.web.registration;

import org.jspecify.annotations.Nullable;

/**
 * The fields of the form, each null if missing.
 *
 * @param key the key of the draft
 * @param username the name as typed
 * @param password the password, which is never shown again
 */
record RegistrationForm(
    @Nullable String key, @Nullable String username, @Nullable String password) {

  /** Returns the name without the spaces that phone keyboards add. */
  String name() {
    return username == null ? "" : username.strip();
  }

  String secret() {
    return password == null ? "" : password;
  }

  @Override
  public String toString() {
    return "RegistrationForm[username=" + username + "]";
  }
}
