package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A chat client in a room. */
final class ChatClient implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<Map<String, Object>> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  private ChatClient(URI endpoint, String token) {
    socket = HTTP.newWebSocketBuilder().subprotocols(token).buildAsync(endpoint, this).join();
  }

  /** Connects, or throws an exception if the handshake is rejected. */
  static ChatClient connect(URI endpoint, String token) {
    return new ChatClient(endpoint, token);
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  /** Sends a frame whose members are given as names and values in turn. */
  ChatClient send(String action, Object... members) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("Action", action);
    for (int i = 0; i < members.length; i += 2) {
      frame.put((String) members[i], members[i + 1]);
    }
    return sendText(new String(Json.write(frame), StandardCharsets.UTF_8));
  }

  ChatClient sendText(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  /** Waits for the next frame. */
  Map<String, Object> next() throws InterruptedException {
    Map<String, Object> frame = frames.poll(30, TimeUnit.SECONDS);
    assertThat(frame).as("a frame in time").isNotNull();
    return frame;
  }

  /** Waits for the end of the connection and returns its code. */
  int closeCode() {
    return closed.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  @SuppressWarnings("unchecked")
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      try {
        frames.add(
            (Map<String, Object>) Json.parse(partial.toString().getBytes(StandardCharsets.UTF_8)));
      } catch (JsonException e) {
        closed.completeExceptionally(e);
      }
      partial.setLength(0);
    }
    webSocket.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed.complete(statusCode);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.completeExceptionally(error);
  }

  /** Closes the connection immediately. */
  @Override
  public void close() {
    socket.abort();
  }
}
