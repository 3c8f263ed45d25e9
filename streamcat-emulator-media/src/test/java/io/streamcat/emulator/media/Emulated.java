package io.streamcat.emulator.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EventDestination;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.IvsEmulatorBuilder;
import io.streamcat.emulator.LiveVideo;
import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import io.streamcat.emulator.media.internal.rtmp.RtmpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An emulator with live video, a client of its APIs and a viewer. */
final class Emulated implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final long PATIENCE_SECONDS = 20;

  final IvsEmulator emulator;
  private final List<RtmpClient> encoders = new ArrayList<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  Emulated() {
    this(LiveVideo.DEFAULT);
  }

  Emulated(LiveVideo liveVideo) {
    this(IvsEmulator.builder().liveVideo(liveVideo));
  }

  Emulated(IvsEmulatorBuilder builder) {
    emulator = builder.eventDestination(EventDestination.listener(events::add)).start();
  }

  /** A channel with its stream key. */
  record Channel(String arn, String streamKey) {}

  Channel channel(Object... members) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("name", "todd");
    for (int i = 0; i < members.length; i += 2) {
      input.put((String) members[i], members[i + 1]);
    }
    Map<String, ?> created = call("CreateChannel", input);
    return new Channel(
        (String) ((Map<?, ?>) created.get("channel")).get("arn"),
        (String) ((Map<?, ?>) created.get("streamKey")).get("value"));
  }

  /** Calls an operation, which must succeed. */
  Map<String, ?> call(String operation, Map<String, ?> input) {
    HttpResponse<byte[]> response =
        send(
            HttpRequest.newBuilder(emulator.endpoint().resolve("/" + operation))
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(input))));
    assertThat(response.statusCode() / 100).as(new String(response.body(), UTF_8)).isEqualTo(2);
    try {
      return response.body().length == 0 ? Map.of() : Json.parseObject(response.body());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a member of an object. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object object, String member) {
    return (Map<String, Object>) ((Map<?, ?>) object).get(member);
  }

  /** Returns a member of the stream of a channel. */
  Object stream(Channel channel, String member) {
    Map<String, ?> output = call("GetStream", Map.of("channelArn", channel.arn()));
    return ((Map<?, ?>) output.get("stream")).get(member);
  }

  /** Returns the session of the channel's latest stream. */
  Map<?, ?> session(Channel channel) {
    Map<String, ?> output = call("GetStreamSession", Map.of("channelArn", channel.arn()));
    return (Map<?, ?>) output.get("streamSession");
  }

  /** Waits for an event, and returns its document. */
  String await(String name) {
    try {
      while (true) {
        String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(event).as("event " + name).isNotNull();
        if (event.contains("\"" + name + "\"")) {
          return event;
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  List<String> eventsSoFar() {
    return List.copyOf(events);
  }

  /** Connects an encoder, which is closed with the emulator at the latest. */
  RtmpClient encoder() throws IOException {
    RtmpClient encoder = RtmpClient.connect(emulator.ingestUrl());
    encoders.add(encoder);
    return encoder;
  }

  /** Publishes the first seconds of the test card, and waits until they are processed. */
  RtmpClient publish(Channel channel, int millis) throws IOException {
    RtmpClient encoder = encoder();
    assertThat(encoder.publish(channel.streamKey())).isEqualTo("NetStream.Publish.Start");
    encoder.send(TestMedia.until(millis), 0);
    encoder.sync();
    return encoder;
  }

  /** Waits until the timer of live video has counted the viewers of a channel. */
  void awaitViewers(Channel channel, long count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!stream(channel, "viewerCount").equals(count)) {
      assertThat(System.nanoTime()).as("viewers of " + channel.arn()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** Fetches a URL as a player does. */
  HttpResponse<byte[]> get(URI url, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  String text(URI url, String... headers) {
    HttpResponse<byte[]> response = get(url, headers);
    String body = new String(response.body(), UTF_8);
    assertThat(response.statusCode()).as(body).isEqualTo(200);
    return body;
  }

  byte[] bytes(URI url) {
    HttpResponse<byte[]> response = get(url);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  /** Waits for the first whole segment, without which ffprobe finds no stream. */
  void awaitSegment(Channel channel) {
    URI playlist = watch(channel);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!text(playlist).contains("#EXTINF")) {
      assertThat(System.nanoTime()).as("segments of " + channel.arn()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** Starts to watch a channel, and returns the URL of its media playlist. */
  URI watch(Channel channel) {
    return mediaPlaylist(emulator.playbackUrl(channel.arn()));
  }

  URI mediaPlaylist(URI main, String... headers) {
    List<String> lines = text(main, headers).lines().toList();
    return main.resolve(lines.get(lines.size() - 1));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    emulator.close();
    for (RtmpClient encoder : encoders) {
      try {
        encoder.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
