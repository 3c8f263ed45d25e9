package io.streamcat.channel;

/**
 * Where and with which passphrase an encoder sends SRT.
 *
 * <p>{@link #toString()} hides the passphrase.
 *
 * @param endpoint where to send
 * @param passphrase the secret that encrypts the stream
 */
public record SrtIngest(String endpoint, String passphrase) {

  @Override
  public String toString() {
    return "SrtIngest[endpoint=" + endpoint + ", passphrase=***]";
  }
}
