package io.streamcat.emulator.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.media.internal.rtmp.RtmpClient;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The runnable jar with live video. */
class StandaloneIT {
  private static final Path JAR = Path.of("target", "streamcat-emulator-media-standalone.jar");
  private static final long MOST_BYTES = 2_500_000;

  @Test
  void jar_encoderPublishes_plays() throws Exception {
    Process program =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-jar",
                JAR.toString(),
                "--port",
                "0",
                "--local-playback")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = program.inputReader(UTF_8)) {
      URI endpoint = URI.create(output.readLine().replace("listening on ", ""));
      assertThat(output.readLine()).startsWith("chat on ");
      assertThat(output.readLine()).startsWith("console on ");
      URI ingest = URI.create(output.readLine().replace("ingest on ", ""));
      Map<?, ?> created = post(endpoint.resolve("/CreateChannel"), Map.of("name", "todd"));
      Map<?, ?> channel = (Map<?, ?>) created.get("channel");
      try (RtmpClient encoder = RtmpClient.connect(ingest)) {
        encoder.publish((String) ((Map<?, ?>) created.get("streamKey")).get("value"));
        encoder.send(TestMedia.until(3000), 0);
        encoder.sync();
        URI playlist = URI.create((String) channel.get("playbackUrl"));
        assertThat(playlist.getAuthority()).isEqualTo(endpoint.getAuthority());
        assertThat(send(HttpRequest.newBuilder(playlist)).body()).isNotEmpty();
      }
    } finally {
      program.destroy();
      program.waitFor();
    }
  }

  @Test
  void jar_size_staysSmall() throws Exception {
    assertThat(Files.size(JAR)).isLessThan(MOST_BYTES);
  }

  private static Map<?, ?> post(URI url, Map<String, ?> body) throws Exception {
    return Json.parseObject(
        send(HttpRequest.newBuilder(url)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body))))
            .body());
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }
}
