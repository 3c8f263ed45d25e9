package io.streamcat.channel;

/**
 * Where and with which passphrase an encoder sends SRT.
 *
 * <p>{@link #toString()} hides the passphrase.
 *
 * @param endpoint the endpoint, for example {@code srt://a1b2c3d4e5f6.srt.live-video.net:9000}
 * @param passphrase the secret that encrypts the stream
 */
public record SrtIngest(String endpoint, String passphrase) {

  @Override
  public String toString() {
    return "SrtIngest[endpoint=" + endpoint + ", passphrase=***]";
  }
}
