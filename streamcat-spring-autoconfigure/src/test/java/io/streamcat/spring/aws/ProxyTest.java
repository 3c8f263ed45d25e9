package io.streamcat.spring.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelService;
import io.streamcat.exception.AwsException;
import io.streamcat.spring.Contexts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Connections to AWS through an HTTP proxy, and a host that does not exist. */
class ProxyTest {

  private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private ServerSocket proxy;

  @BeforeEach
  void start() throws IOException {
    proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::acceptAll, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
  }

  /** Records the first line of each request, and closes the connection. */
  private void acceptAll() {
    while (!proxy.isClosed()) {
      try (Socket socket = proxy.accept();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
        requests.add(in.readLine());
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  private static ApplicationContextRunner application() {
    return Contexts.bare()
        .withPropertyValues(
            "streamcat.store=memory",
            "streamcat.aws.region=eu-west-1",
            "streamcat.aws.access-key-id=x",
            "streamcat.aws.secret-access-key=x");
  }

  /** With short timeouts, because each call fails until they have passed. */
  private static ApplicationContextRunner impatientApplication() {
    return application()
        .withPropertyValues(
            "streamcat.call-timeout=1s",
            "streamcat.consistency-window=1s",
            "streamcat.operation-timeout=3s");
  }

  private void connectsThroughTheProxy(ChannelService channels) throws InterruptedException {
    requests.clear();
    assertThatExceptionOfType(AwsException.class).isThrownBy(() -> channels.list().toList());
    assertThat(requests.poll(10, TimeUnit.SECONDS))
        .startsWith("CONNECT ivs.eu-west-1.amazonaws.com:443");
  }

  private void connectsThroughTheProxy(ApplicationContext context) throws InterruptedException {
    connectsThroughTheProxy(context.getBean(ChannelService.class));
    connectsThroughTheProxy(context.getBean(StreamCat.class).channelService());
  }

  @Test
  void proxy_property_isUsed() {
    impatientApplication()
        .withPropertyValues("streamcat.aws.proxy=http://localhost:" + proxy.getLocalPort())
        .run(this::connectsThroughTheProxy);
  }

  @Test
  void proxy_systemProperties_areUsed() {
    impatientApplication()
        .withSystemProperties(
            "https.proxyHost=localhost", "https.proxyPort=" + proxy.getLocalPort())
        .run(this::connectsThroughTheProxy);
  }

  @Test
  void call_hostThatDoesNotExist_namesTheHost() {
    application()
        .withPropertyValues("streamcat.aws.endpoint=http://ivs.us-east-9.invalid")
        .run(
            context ->
                assertThatExceptionOfType(AwsException.class)
                    .isThrownBy(() -> context.getBean(ChannelService.class).list().toList())
                    .withMessageContaining(
                        "host 'ivs.us-east-9.invalid' was not found; check the region"));
  }
}
