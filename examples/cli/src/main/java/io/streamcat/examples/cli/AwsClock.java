package io.streamcat.examples.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The clock of AWS, which rejects requests whose time differs from its own by five minutes. */
final class AwsClock {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private AwsClock() {}

  /** Thrown when the time could not be read. */
  static final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Reads the time from the answer to a request without credentials. */
  static Instant now(ProvisioningOptions options, Map<String, String> environment) {
    URI endpoint = options.endpoint();
    URI uri =
        endpoint == null
            ? URI.create(
                environment.getOrDefault(
                    "AWS_ENDPOINT_URL_IVS",
                    "https://ivs." + options.region().id() + ".amazonaws.com"))
            : endpoint;
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()));
      connection.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
      connection.setRequestMethod("HEAD");
      long date = connection.getDate();
      connection.disconnect();
      if (date == 0) {
        throw new IOException("the answer has no date");
      }
      return Instant.ofEpochMilli(date);
    } catch (IOException e) {
      throw new UnavailableException("not checked: " + e.getMessage(), e);
    }
  }
}
