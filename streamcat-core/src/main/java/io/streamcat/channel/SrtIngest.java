package io.streamcat.channel;

/**
 * The endpoint and the passphrase of an encoder that sends SRT.
 *
 * <p>{@link #toString()} hides the passphrase.
 *
 * @param endpoint the host
 * @param passphrase the secret that encrypts the stream
 */
public record SrtIngest(String endpoint, String passphrase) {

  @Override
  public String toString() {
    return "SrtIngest[endpoint=" + endpoint + ", passphrase=***]";
  }
}
