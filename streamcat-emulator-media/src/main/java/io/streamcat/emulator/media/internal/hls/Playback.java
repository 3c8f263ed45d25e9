package io.streamcat.emulator.media.internal.hls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.streamcat.emulator.internal.controlplane.MediaBackend;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.media.internal.mp4.Tracks;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP handler of playback. The paths of main playlists are those of AWS; each fetch of one
 * starts a session, whose id is in the paths of everything else. Thread safe.
 */
public final class Playback implements HttpHandler {
  /** The prefix of all paths. */
  public static final String PATH = "/api/video/v1/";

  private static final Pattern MAIN =
      Pattern.compile(Pattern.quote(PATH) + "[a-z0-9-]+\\.[0-9]{12}\\.channel\\.(\\w{12})\\.m3u8");
  private static final Pattern SESSION =
      Pattern.compile(Pattern.quote(PATH) + "play/([\\w-]{1,64})/([\\w.]{1,64})");
  private static final Pattern INIT = Pattern.compile("init(\\d{1,9})\\.mp4");
  private static final Pattern SEGMENT = Pattern.compile("s(\\d{1,15})\\.m4s");
  private static final Pattern PART = Pattern.compile("s(\\d{1,15})\\.(\\d{1,9})\\.m4s");
  private static final String PLAYLIST = "index.m3u8";

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;

  private static final long MOST_WAIT_MILLIS = 10_000;
  private static final long START_WAIT_MILLIS = 5_000;
  private static final int MOST_WAITING = 500;

  private final MediaBackend backend;
  private final Broadcasts broadcasts;
  private final Viewers viewers;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  /** An answer without its headers of caching and origins. */
  @SuppressWarnings("ArrayRecordComponent") // Media is passed on without copies.
  private record Answer(int status, String type, byte[] body) {
    static Answer playlist(String text) {
      return new Answer(OK, "application/vnd.apple.mpegurl", text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer media(byte[] bytes) {
      return new Answer(OK, "video/mp4", bytes);
    }

    static Answer error(int status, String message) {
      return new Answer(
          status, "text/plain; charset=utf-8", message.getBytes(StandardCharsets.UTF_8));
    }
  }

  public Playback(MediaBackend backend, Broadcasts broadcasts, LongSupplier nanoClock) {
    this.backend = backend;
    this.broadcasts = broadcasts;
    this.viewers = new Viewers(nanoClock);
  }

  /** Returns the numbers of viewers. */
  public Map<Broadcast, Long> countViewers() {
    return viewers.count();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
      switch (exchange.getRequestMethod()) {
        case "OPTIONS" -> {
          exchange.getResponseHeaders().set("Access-Control-Allow-Methods", "GET, HEAD");
          exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "*");
          exchange.sendResponseHeaders(NO_CONTENT, -1);
        }
        case "GET", "HEAD" -> write(exchange, answer(exchange));
        default -> write(exchange, Answer.error(NOT_ALLOWED, "Only GET is allowed"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    boolean hasBody = !exchange.getRequestMethod().equals("HEAD") && answer.body().length > 0;
    exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
    if (hasBody) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer answer(HttpExchange exchange) throws InterruptedException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    Matcher main = MAIN.matcher(path);
    if (main.matches()) {
      return start(main.group(1), query, exchange.getRequestHeaders().getFirst("Origin"));
    }
    Matcher session = SESSION.matcher(path);
    if (session.matches()) {
      Optional<Broadcast> broadcast = viewers.watch(session.group(1));
      if (broadcast.isPresent()) {
        return media(broadcast.get(), session.group(2), query);
      }
    }
    return Answer.error(NOT_FOUND, "Not found");
  }

  private Answer start(String channelId, Map<String, String> query, String origin)
      throws InterruptedException {
    Optional<Resource> channel = backend.channel(channelId);
    if (channel.isEmpty()) {
      return Answer.error(NOT_FOUND, "The channel does not exist");
    }
    String arn = channel.get().key();
    List<String> reasons =
        backend.checkPlayback(arn, query.get("token"), origin, query.get("country"));
    if (!reasons.isEmpty()) {
      return Answer.error(FORBIDDEN, String.join("\n", reasons));
    }
    Optional<Broadcast> live = broadcasts.find(arn);
    if (live.isEmpty()) {
      return Answer.error(NOT_FOUND, "The channel is not live");
    }
    Broadcast broadcast = live.get();
    if (!await(broadcast, 0, 0, START_WAIT_MILLIS)) {
      return Answer.error(UNAVAILABLE, "The broadcast has no picture yet");
    }
    Optional<Tracks> tracks = broadcast.tracks();
    Optional<String> id = viewers.add(broadcast);
    if (tracks.isEmpty() || id.isEmpty()) {
      return Answer.error(UNAVAILABLE, "The broadcast cannot be played now");
    }
    return Answer.playlist(
        Playlists.main(tracks.get(), broadcast.bitrate(), "play/" + id.get() + "/" + PLAYLIST));
  }

  private Answer media(Broadcast broadcast, String file, Map<String, String> query)
      throws InterruptedException {
    if (file.equals(PLAYLIST)) {
      return playlist(broadcast, query);
    }
    Matcher init = INIT.matcher(file);
    if (init.matches()) {
      return bytes(broadcast.init(Integer.parseInt(init.group(1))));
    }
    Matcher segment = SEGMENT.matcher(file);
    if (segment.matches()) {
      return bytes(broadcast.segment(Long.parseLong(segment.group(1))));
    }
    Matcher part = PART.matcher(file);
    if (part.matches()) {
      long number = Long.parseLong(part.group(1));
      int index = Integer.parseInt(part.group(2));
      // A player requests the next part before it exists.
      if (number <= broadcast.nextNumber()) {
        await(broadcast, number, index, MOST_WAIT_MILLIS);
      }
      return bytes(broadcast.part(number, index));
    }
    return Answer.error(NOT_FOUND, "Not found");
  }

  private Answer playlist(Broadcast broadcast, Map<String, String> query)
      throws InterruptedException {
    long number = number(query, "_HLS_msn");
    long part = number(query, "_HLS_part");
    if (number < 0 && part < 0) {
      return Answer.playlist(broadcast.playlist());
    }
    if (number < 0 || number > broadcast.nextNumber() + 1 || part > Integer.MAX_VALUE) {
      return Answer.error(BAD_REQUEST, "The requested segment is too far ahead");
    }
    return await(broadcast, number, (int) part, MOST_WAIT_MILLIS)
        ? Answer.playlist(broadcast.playlist())
        : Answer.error(UNAVAILABLE, "The encoder sends nothing");
  }

  private boolean await(Broadcast broadcast, long number, int part, long millis)
      throws InterruptedException {
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      return broadcast.await(number, part, millis);
    } finally {
      waiting.release();
    }
  }

  private static Answer bytes(Optional<byte[]> bytes) {
    return bytes.map(Answer::media).orElseGet(() -> Answer.error(NOT_FOUND, "Not found"));
  }

  private static long number(Map<String, String> query, String name) {
    String text = query.getOrDefault(name, "");
    return text.matches("\\d{1,15}") ? Long.parseLong(text) : -1;
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> values = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    return values;
  }

  private static String decode(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return raw;
    }
  }
}
