package io.streamcat.examples.lambda.events;

/**
 * Who connects to the database.
 *
 * @param user the name
 * @param password the password, which {@link #toString} does not show
 */
record Credentials(String user, String password) {

  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
