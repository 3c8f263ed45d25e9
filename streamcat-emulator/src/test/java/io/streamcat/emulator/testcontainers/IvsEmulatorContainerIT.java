package io.streamcat.emulator.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/**
 * Tests of the container and its image. The first test requires Docker and the image of the profile
 * {@code image}, and is skipped without them.
 */
class IvsEmulatorContainerIT {

  private static final String VERSION = System.getProperty("emulator.version");
  private static final DockerImageName IMAGE =
      DockerImageName.parse("streamcat-emulator:" + VERSION);

  @Test
  void image_withOptions_answersCalls() throws Exception {
    Path tar = Path.of(System.getProperty("emulator.image"));
    Assumptions.assumeTrue(Files.exists(tar), "the image is not built");
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "Docker is not available");
    assertThat(new ProcessBuilder("docker", "load", "--input", tar.toString()).start().waitFor())
        .isZero();
    try (IvsEmulatorContainer container =
        new IvsEmulatorContainer(IMAGE).withCommand("--region", "eu-west-1")) {
      container.start();
      HttpRequest create =
          HttpRequest.newBuilder(container.endpoint().resolve("/CreateStage"))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();

      assertThat(HttpClient.newHttpClient().send(create, BodyHandlers.ofString()).body())
          .contains("arn:aws:ivs:eu-west-1:");
      assertThatThrownBy(
              () ->
                  HttpClient.newHttpClient()
                      .newWebSocketBuilder()
                      .buildAsync(container.chatEndpoint(), new WebSocket.Listener() {})
                      .join())
          .isInstanceOf(CompletionException.class)
          .hasMessageContaining("WebSocketHandshakeException");
    }
  }

  @Test
  void container_always_exposesBothPorts() {
    try (IvsEmulatorContainer container = new IvsEmulatorContainer(IMAGE)) {
      assertThat(container.getExposedPorts()).containsExactly(4577, 4578);
    }
  }
}
