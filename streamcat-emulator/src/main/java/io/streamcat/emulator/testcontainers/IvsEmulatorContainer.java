package io.streamcat.emulator.testcontainers;

import java.net.URI;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A container that runs the emulator, for tests of programs outside the test's JVM.
 *
 * <p>The program's options, such as {@code --region}, are the container's command: {@link
 * #withCommand}. Host and ports are set. Not thread safe.
 */
public final class IvsEmulatorContainer extends GenericContainer<IvsEmulatorContainer> {

  private static final int PORT = 4577;
  private static final int CHAT_PORT = 4578;

  /**
   * Creates a container, which is not started.
   *
   * @param image the image of the emulator, as built or pushed to a registry
   */
  public IvsEmulatorContainer(DockerImageName image) {
    super(image);
    withExposedPorts(PORT, CHAT_PORT);
    waitingFor(Wait.forLogMessage("chat on .*\\n", 1));
  }

  /**
   * Returns the endpoint for AWS SDKs.
   *
   * @return the endpoint of all three services, reachable by the test
   * @throws IllegalStateException if the container is not running
   */
  public URI endpoint() {
    return uri("http", PORT);
  }

  /**
   * Returns the endpoint for chat clients.
   *
   * @return a WebSocket endpoint, reachable by the test
   * @throws IllegalStateException if the container is not running
   */
  public URI chatEndpoint() {
    return uri("ws", CHAT_PORT);
  }

  private URI uri(String scheme, int port) {
    return URI.create(scheme + "://" + getHost() + ":" + getMappedPort(port));
  }
}
