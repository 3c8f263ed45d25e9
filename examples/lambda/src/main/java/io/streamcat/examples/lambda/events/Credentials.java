package io.streamcat.examples.lambda.events;

/**
 * The login of a database user.
 *
 * @param user the name
 * @param password the password, which {@link #toString} masks
 */
record Credentials(String user, String password) {

  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
