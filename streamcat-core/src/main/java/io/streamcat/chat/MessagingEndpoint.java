package io.streamcat.chat;

import io.streamcat.aws.internal.AwsClients;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address to which chat clients connect: AWS's in the region of the room, or that of the
 * emulator, which is asked once for the port of its chat server.
 */
final class MessagingEndpoint {

  private static final Logger log = LoggerFactory.getLogger(ChatRoomService.class);

  private static final Pattern CHAT_ENDPOINT = Pattern.compile("\"chatEndpoint\":\\s*\"([^\"]+)\"");
  private static final int TIMEOUT_MILLIS = 2000;
  private static final int MAX_ANSWER = 10_000;

  private final @Nullable URI endpoint;

  /** Empty if another program has the endpoint; null until it has answered. */
  private volatile @Nullable Optional<URI> ofEmulator;

  /**
   * Creates an address.
   *
   * @param endpoint the endpoint of the client, or null for AWS's
   */
  MessagingEndpoint(@Nullable URI endpoint) {
    this.endpoint = endpoint;
  }

  URI of(String roomArn) {
    Optional<URI> known = ofEmulator;
    if (known == null && endpoint != null && AwsClients.isLocal(endpoint)) {
      known = ask(endpoint.resolve("/_streamcat/health"));
      ofEmulator = known;
    }
    return known == null || known.isEmpty() ? ChatRoom.messagingEndpoint(roomArn) : known.get();
  }

  /** Returns the answer, or null if there is none. */
  private static @Nullable Optional<URI> ask(URI health) {
    try {
      HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK
            ? chatEndpoint(connection)
            : Optional.empty();
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      log.debug("The endpoint does not answer; chat clients connect to AWS url={}", health, e);
      return null;
    }
  }

  private static Optional<URI> chatEndpoint(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      Matcher found =
          CHAT_ENDPOINT.matcher(new String(in.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
      return found.find() ? Optional.of(URI.create(found.group(1))) : Optional.empty();
    }
  }
}
