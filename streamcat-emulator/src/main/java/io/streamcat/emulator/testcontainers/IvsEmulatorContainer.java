package io.streamcat.emulator.testcontainers;

import java.net.URI;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The emulator in a container of its own, for tests of programs that are not in the test's JVM.
 *
 * <p>Options of the program, such as {@code --region}, are its command: {@link #withCommand}. Host
 * and ports are set. Not thread safe, as containers are not.
 */
public final class IvsEmulatorContainer extends GenericContainer<IvsEmulatorContainer> {

  private static final int PORT = 4577;
  private static final int CHAT_PORT = 4578;

  /**
   * Prepares a container.
   *
   * @param image the image, as it was built or pushed to a registry; it has to be that of the
   *     emulator
   */
  public IvsEmulatorContainer(DockerImageName image) {
    super(image);
    withExposedPorts(PORT, CHAT_PORT);
    waitingFor(Wait.forLogMessage("chat on .*\\n", 1));
  }

  /**
   * Returns where the AWS SDK has to connect.
   *
   * @return the endpoint of all three services, as the test reaches it
   * @throws IllegalStateException if the container is not running
   */
  public URI endpoint() {
    return uri("http", PORT);
  }

  /**
   * Returns where chat clients have to connect.
   *
   * @return a WebSocket endpoint, as the test reaches it
   * @throws IllegalStateException if the container is not running
   */
  public URI chatEndpoint() {
    return uri("ws", CHAT_PORT);
  }

  private URI uri(String scheme, int port) {
    return URI.create(scheme + "://" + getHost() + ":" + getMappedPort(port));
  }
}
