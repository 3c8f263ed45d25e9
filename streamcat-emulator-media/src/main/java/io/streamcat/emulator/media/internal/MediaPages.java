package io.streamcat.emulator.media.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.streamcat.emulator.internal.controlplane.MediaBackend;
import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.media.LocalPlayback;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.media.internal.ingest.Encoders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The HTTP handler of the player and the page that uses it, and of the state of live video. Thread
 * safe.
 */
final class MediaPages implements HttpHandler {
  /** The prefix of all paths. */
  static final String PATH = "/_streamcat/media";

  private static final Map<String, String> FILES =
      Map.of(
          "/player.js", "text/javascript; charset=utf-8",
          "/watch.js", "text/javascript; charset=utf-8",
          "/watch.css", "text/css; charset=utf-8",
          "/watch.html", "text/html; charset=utf-8");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " media-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final URI endpoint;
  private final MediaBackend backend;
  private final Encoders encoders;
  private final OpenUrl openUrl;

  /** A source of the URLs of open ports. */
  @FunctionalInterface
  interface OpenUrl {
    Optional<URI> of(boolean isSecure);
  }

  MediaPages(URI endpoint, MediaBackend backend, Encoders encoders, OpenUrl openUrl) {
    this.endpoint = endpoint;
    this.backend = backend;
    this.encoders = encoders;
    this.openUrl = openUrl;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String file = exchange.getRequestURI().getPath().substring(PATH.length());
      String type = FILES.get(file.equals("/") ? "/watch.html" : file);
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(NOT_ALLOWED, -1);
      } else if (type != null) {
        write(exchange, type, read(file.equals("/") ? "/watch.html" : file));
      } else if (file.isEmpty()) {
        write(exchange, "application/json", Json.write(state()));
      } else {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
      }
    }
  }

  private static byte[] read(String file) throws IOException {
    try (InputStream in = MediaPages.class.getResourceAsStream("pages" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    }
  }

  private static void write(HttpExchange exchange, String type, byte[] body) throws IOException {
    if (exchange.getRequestURI().getPath().endsWith("/player.js")) {
      // Pages of an application import the player.
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    }
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.sendResponseHeaders(OK, body.length);
    exchange.getResponseBody().write(body);
  }

  private Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    openUrl.of(false).ifPresent(url -> state.put("ingestUrl", url.toString()));
    openUrl.of(true).ifPresent(url -> state.put("secureIngestUrl", url.toString()));
    state.put("channels", backend.channels().stream().map(this::channel).toList());
    return state;
  }

  private Map<String, Object> channel(Resource channel) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("channelArn", channel.key());
    state.put("name", channel.name());
    state.put(
        "localPlaybackUrl",
        LocalPlayback.url(endpoint, (String) channel.attribute("playbackUrl")).toString());
    state.put("isLive", backend.streamId(channel.key()).isPresent());
    encoders
        .measured(channel.key())
        .ifPresent(
            measured -> {
              state.put("bitrate", measured.bitrate());
              state.put("frameRate", measured.frameRate());
            });
    return state;
  }
}
