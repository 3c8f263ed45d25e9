package io.streamcat.chat;

import io.streamcat.aws.internal.AwsClients;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
  private volatile @Nullable URI ofEmulator;

  /** True if another program than the emulator has the endpoint. */
  private volatile boolean isOther;

  /**
   * Creates an address.
   *
   * @param endpoint the endpoint of the client, or null for AWS's
   */
  MessagingEndpoint(@Nullable URI endpoint) {
    this.endpoint = endpoint;
  }

  URI of(String roomArn) {
    if (ofEmulator == null && !isOther && endpoint != null && AwsClients.isLocal(endpoint)) {
      ask(endpoint.resolve("/_streamcat/health"));
    }
    URI known = ofEmulator;
    return known == null ? ChatRoom.messagingEndpoint(roomArn) : known;
  }

  private void ask(URI health) {
    try {
      HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        ofEmulator = chatEndpoint(connection);
        // A proxy answers 502 or 503 until the emulator has started.
        isOther = ofEmulator == null && connection.getResponseCode() < 500;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      log.debug("The endpoint does not answer; chat clients connect to AWS url={}", health, e);
    }
  }

  private static @Nullable URI chatEndpoint(HttpURLConnection connection) throws IOException {
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      return null;
    }
    try (InputStream in = connection.getInputStream()) {
      Matcher found =
          CHAT_ENDPOINT.matcher(new String(in.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
      return found.find() ? URI.create(found.group(1)) : null;
    }
  }
}
