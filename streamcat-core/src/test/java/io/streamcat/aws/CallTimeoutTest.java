package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.AwsClients;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;

/** Answers that arrive byte by byte, in real time: the timeout applies to the whole call. */
@Timeout(60)
@Guarantee({"AWS-08", "AWS-12"})
class CallTimeoutTest {

  private static final String CHANNEL = "arn:aws:ivs:us-east-1:123456789012:channel/abcdefABCDEF";

  private final CountDownLatch closed = new CountDownLatch(1);
  private final EmulatedAws aws = new EmulatedAws();
  private final ServerSocket server = listen();
  private String at;

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() {
    daemon(
        () -> {
          while (true) {
            Socket connection = server.accept();
            daemon(() -> drip(connection));
          }
        });
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | InterruptedException e) {
                // The connection ends with the client or the test.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * A server that sends one byte every 50 ms from the headers or the body on, or stops in the body,
   * or never answers.
   */
  private void drip(Socket connection) throws IOException, InterruptedException {
    if (at.equals("silence")) {
      closed.await();
      connection.close();
      return;
    }
    byte[] answer =
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
                + " ".repeat(1000))
            .getBytes(StandardCharsets.US_ASCII);
    int atOnce = at.equals("the body") ? answer.length - 1000 : 12;
    try (connection;
        OutputStream out = connection.getOutputStream()) {
      out.write(answer, 0, atOnce);
      if (at.equals("nothing more")) {
        out.write(answer, atOnce, answer.length - 900 - atOnce);
        closed.await();
      }
      for (int i = atOnce; i < answer.length; i++) {
        out.write(answer[i]);
        out.flush();
        if (closed.await(50, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    }
  }

  @AfterEach
  void stop() throws IOException {
    closed.countDown();
    server.close();
    aws.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"the headers", "the body", "nothing more"})
  void read_answerDripsOrStops_endsWithOperationAndCallTimeout(String where) {
    at = where;
    long began = System.nanoTime();
    try (StreamCat brief =
        aws.streamCatInRealTime()
            .aws(
                a ->
                    a.endpointOverride(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                        .callTimeout(Duration.ofSeconds(2))
                        .operationTimeout(Duration.ofSeconds(3)))
            .build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> brief.channelService().isLive(CHANNEL));
    }

    // Without a timeout, the answer takes 50 seconds or never ends.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    assertThat(Thread.interrupted()).as("the timer's interrupt does not leak").isFalse();
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void provision_awsIsSilent_endsAtItsDeadlineUnderEitherPolicy(FailurePolicy policy) {
    at = "silence";
    long began = System.nanoTime();
    try (StreamCat streamcat =
        aws.streamCatInRealTime()
            .aws(a -> a.endpointOverride(URI.create("http://127.0.0.1:" + server.getLocalPort())))
            .users(u -> u.failurePolicy(policy))
            .aws(
                a -> a.callTimeout(Duration.ofSeconds(30)).operationTimeout(Duration.ofSeconds(50)))
            .build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(
              () -> streamcat.users().provision(NewUser.withId("todd"), Duration.ofSeconds(2)))
          .withMessageContaining("recovery")
          .satisfies(e -> assertThat(e.leftBehind()).isNotEmpty());
    }

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void read_clientOfTheApplication_endsAtTheCallTimeout() {
    at = "the body";
    try (SdkHttpClient patient = AwsClients.newHttpClient(Duration.ofHours(1));
        IvsClient client =
            IvsClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(EmulatedAws.credentials())
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                .httpClient(patient)
                .build();
        StreamCat brief =
            aws.streamCatInRealTime()
                .aws(
                    a ->
                        a.ivsClient(client)
                            .callTimeout(Duration.ofMillis(200))
                            .operationTimeout(Duration.ofMillis(300)))
                .build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> brief.channelService().isLive(CHANNEL));
    }
  }

  @Test
  void close_oneClient_otherClientsKeepTheirTimeouts() {
    at = "the body";
    aws.clients().ivs().close();

    read_answerDripsOrStops_endsWithOperationAndCallTimeout("the body");
  }
}
