package io.streamcat.examples.web.registration;

import org.jspecify.annotations.Nullable;

/**
 * What was sent; a field is null if it was not.
 *
 * @param key the key of the draft
 * @param username the name, as typed
 * @param password the password, which is never shown again
 */
record RegistrationForm(
    @Nullable String key, @Nullable String username, @Nullable String password) {

  /** The name, without the blanks that keyboards of phones add. */
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
