package io.streamcat.emulator.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.streamcat.emulator.internal.json.Json;
import io.streamcat.testing.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real encoder, and real players: FFmpeg and Chromium. */
class FfmpegIT {
  private static final double MOST_LATENCY_SECONDS = 4;
  private static final String GOAL = "{\"goal\": \"é\"}";

  @TempDir private Path directory;
  @AutoClose private final Emulated ivs = new Emulated();
  private final List<Process> processes = new ArrayList<>();
  private Path ffmpeg;

  @BeforeEach
  void findFfmpeg() {
    ffmpeg = Programs.require("ffmpeg", "ffmpeg");
  }

  @AfterEach
  void endProcesses() {
    for (Process process : processes) {
      List<ProcessHandle> all = process.descendants().toList();
      process.destroyForcibly().onExit().join();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(child -> child.onExit().join());
    }
  }

  private Process publish(URI url) throws IOException {
    Process encoder =
        Programs.start(
            directory.resolve("encoder.txt"),
            ffmpeg,
            ("-v warning -re -f lavfi -i testsrc2=size=640x360:rate=30 -f lavfi -i sine=sample_rate=48000"
                    + " -c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -b:v 800k -g 60"
                    + " -c:a aac -b:a 96k -ac 2 -t 30 -f flv "
                    + url)
                .split(" "));
    processes.add(encoder);
    return encoder;
  }

  private Process publish(Emulated.Channel channel) throws IOException {
    Process encoder = publish(ivs.emulator.ingestUrl().resolve(channel.streamKey()));
    ivs.await("Stream Start");
    return encoder;
  }

  @Test
  void ffmpeg_publishes_isPlayedByFfmpegWithoutErrors() throws Exception {
    Emulated.Channel channel = ivs.channel();
    publish(channel);
    ivs.awaitSegment(channel);
    Path ffprobe = Programs.require("ffmpeg", "ffprobe");
    String url = ivs.emulator.playbackUrl(channel.arn()).toString();
    assertThat(
            Programs.run(
                directory.resolve("probe.txt"),
                ffprobe,
                "-v",
                "error",
                "-show_entries",
                "stream=codec_name,width",
                "-of",
                "csv=p=0",
                url))
        .contains("h264,640", "aac");
    assertThat(
            Programs.run(
                directory.resolve("player.txt"),
                ffmpeg,
                "-v",
                "error",
                "-i",
                url,
                "-t",
                "3",
                "-f",
                "null",
                "-"))
        .isEmpty();
    Map<?, ?> video =
        Emulated.map(Emulated.map(ivs.session(channel), "ingestConfiguration"), "video");
    Object encoder = video.get("encoder");
    assertThat(encoder).asString().startsWith("Lavf");
    assertThat((Object) video)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("avcLevel", "3.0"),
                Map.entry("avcProfile", "Baseline"),
                Map.entry("codec", "avc1.42C01E"),
                Map.entry("encoder", encoder),
                Map.entry("level", "3.0"),
                Map.entry("profile", "Baseline"),
                Map.entry("targetBitrate", 781_000L),
                Map.entry("targetFramerate", 30L),
                Map.entry("track", "Track0"),
                Map.entry("videoHeight", 360L),
                Map.entry("videoWidth", 640L)));
  }

  @Test
  void ffmpeg_publishesOverTls_isPlayed() throws Exception {
    Emulated.Channel channel = ivs.channel();
    publish(ivs.emulator.secureIngestUrl().resolve(channel.streamKey()));
    ivs.await("Stream Start");
    assertThat(ivs.text(ivs.watch(channel))).contains("#EXT-X-PART");
  }

  @Test
  void ffmpeg_killed_endsStream() throws Exception {
    Emulated.Channel channel = ivs.channel();
    publish(channel).destroyForcibly();
    ivs.await("Stream End");
  }

  @Test
  void ffmpeg_stalled_starvesAndRecovers() throws Exception {
    Emulated.Channel channel = ivs.channel();
    Process encoder = publish(channel);
    Path kill = Programs.require("procps", "kill");
    String pid = Long.toString(encoder.pid());
    Programs.run(directory.resolve("kill.txt"), kill, "-STOP", pid);
    ivs.await("Starvation Start");
    Programs.run(directory.resolve("kill.txt"), kill, "-CONT", pid);
    ivs.await("Starvation End");
  }

  @Test
  void chromium_playsEncoder_advancesCloseToTheLiveEdge() throws Exception {
    Path chromium = Programs.chromium();
    Emulated.Channel channel = ivs.channel();
    publish(channel);
    Map<String, ?> result = play(chromium, channel);
    List<Map<?, ?>> samples =
        ((List<?>) result.get("samples")).stream().<Map<?, ?>>map(Map.class::cast).toList();
    Map<?, ?> first = samples.get(2);
    Map<?, ?> last = samples.get(samples.size() - 1);
    System.out.println(
        "Chromium: first "
            + first
            + ", last "
            + last
            + ", native HLS '"
            + result.get("native")
            + "'");
    assertThat(number(last, "frames") - number(first, "frames")).isGreaterThan(60);
    assertThat(number(last, "time") - number(first, "time")).isGreaterThan(3);
    assertThat(samples.subList(2, samples.size()))
        .allSatisfy(
            sample -> assertThat(number(sample, "latency")).isBetween(0.0, MOST_LATENCY_SECONDS));
    assertThat(result.get("metadata")).isEqualTo(List.of(GOAL));
  }

  private static double number(Map<?, ?> sample, String name) {
    return ((Number) Objects.requireNonNull(sample.get(name))).doubleValue();
  }

  private Map<String, ?> play(Path chromium, Emulated.Channel channel) throws Exception {
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    HttpServer site =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          try (exchange;
              InputStream page = FfmpegIT.class.getResourceAsStream("player.html")) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/result")) {
              result.complete(exchange.getRequestBody().readAllBytes());
              exchange.sendResponseHeaders(204, -1);
            } else if (path.equals("/goal")) {
              ivs.call("PutMetadata", Map.of("channelArn", channel.arn(), "metadata", GOAL));
              exchange.sendResponseHeaders(204, -1);
            } else {
              byte[] body = page.readAllBytes();
              exchange.getResponseHeaders().set("Content-Type", "text/html");
              exchange.sendResponseHeaders(200, body.length);
              exchange.getResponseBody().write(body);
            }
          }
        });
    site.start();
    try {
      String url =
          "http://127.0.0.1:%d/?player=%s&url=%s"
              .formatted(
                  site.getAddress().getPort(),
                  encoded(ivs.emulator.endpoint().resolve("/_streamcat/media/player.js")),
                  encoded(ivs.emulator.playbackUrl(channel.arn())));
      processes.add(
          Programs.start(
              directory.resolve("chromium.txt"),
              chromium,
              "--headless",
              "--no-sandbox",
              "--disable-gpu",
              "--disable-dev-shm-usage",
              "--disable-background-networking",
              "--no-first-run",
              "--autoplay-policy=no-user-gesture-required",
              "--user-data-dir=" + directory.resolve("profile"),
              url));
      return Json.parseObject(result.get(60, TimeUnit.SECONDS));
    } finally {
      site.stop(0);
    }
  }

  private static String encoded(URI url) {
    return URLEncoder.encode(url.toString(), UTF_8);
  }
}
