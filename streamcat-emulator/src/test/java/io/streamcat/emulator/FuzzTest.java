package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.streamcat.emulator.FuzzRequests.Request;
import io.streamcat.emulator.RawConnection.Response;
import io.streamcat.emulator.internal.control.ControlApi;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Fuzz tests: the emulator answers every valid request, has no internal failure, and releases all
 * resources afterwards.
 */
@Guarantee("EMU-07")
class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("streamcat.fuzz.requests", 4_000);
  private static final long SEED = Long.getLong("streamcat.fuzz.seed", 20200714);
  private static final int BATCH = 1_000;
  private static final int SLOW = 20;

  /** The allowed difference in threads and files, for example of the HTTP client. */
  private static final int TOLERANCE = 30;

  private static final String START = "POST /ListRooms HTTP/1.1\r\nHost: x\r\nContent-Length: 2";

  private final Random random = new Random(SEED);
  private final FuzzValues values = new FuzzValues(random);
  private final FuzzRequests requests = new FuzzRequests(random, values);
  private final Logger log = Logger.getLogger("io.streamcat.emulator");
  private final Failures failures = new Failures();

  @AutoClose private final IvsEmulator emulator = IvsEmulator.start();
  private final ApiClient aws = new ApiClient(emulator);

  /** A log handler that collects failures of the emulator. */
  private static final class Failures extends Handler {
    final Queue<String> messages = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
        messages.add(entry.getMessage() + ": " + entry.getThrown());
      }
    }

    @Override
    public void flush() {
      // Nothing is buffered.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  @BeforeEach
  void watchTheLog() {
    log.addHandler(failures);
    log.setUseParentHandlers(false);
  }

  @AfterEach
  void leaveTheLog() {
    log.removeHandler(failures);
    log.setUseParentHandlers(true);
  }

  @Test
  void anyInput_isAnsweredOrRejectedAndLeavesNothingBehind() throws Exception {
    System.out.println("FuzzTest: " + REQUESTS + " requests, seed " + SEED);
    chat();
    long threads = threads();
    long files = files();

    for (int sent = 0; sent < REQUESTS; sent += BATCH) {
      emulator.reset();
      values.know(aws.call("CreateChannel").text("channel.arn"));
      values.know(aws.call("CreateRoom").text("arn"));
      values.know(aws.call("CreateStage").text("stage.arn"));
      batch();
      emulator.faults().clear();
      chat();
      assertThat(failures.messages).isEmpty();
      assertLeftNothing(threads, files);
    }
  }

  private void batch() throws IOException {
    List<RawConnection> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW; i++) {
        slow.add(new RawConnection(emulator.endpoint()));
        slow.get(i).send(START.substring(0, random.nextInt(START.length())).getBytes(US_ASCII));
      }
      for (int i = 0; i < BATCH; i++) {
        if (i % 50 == 0) {
          frames();
          emulator.faults().clear();
          emulator.events().clearDestinations();
        } else {
          request(requests.next());
        }
      }
      assertThat(aws.call("ListRooms").status()).isEqualTo(200);
    } finally {
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }

  private void request(Request request) throws IOException {
    try (RawConnection connection = new RawConnection(emulator.endpoint())) {
      if (random.nextInt(20) == 0) {
        // The client disconnects without reading the answer, during or after the request.
        connection.send(Arrays.copyOf(request.bytes(), random.nextInt(request.bytes().length + 1)));
        return;
      }
      connection.send(request.bytes());
      if (!request.isHttp() || random.nextInt(4) == 0) {
        connection.endOutput();
      }
      Optional<Response> response = connection.response(request.method());
      response.ifPresent(answer -> check(request, answer));
      assertThat(response.isPresent() || !request.isHttp())
          .as(() -> "an answer to " + request.method() + " " + request.target())
          .isTrue();
    }
  }

  private static void check(Request request, Response answer) {
    if (!answer.header("content-type").equals("application/json") && answer.body().length > 0) {
      // The JDK's server rejects malformed HTTP before the emulator receives it.
      assertThat(request.isHttp())
          .as(
              () ->
                  request.method()
                      + " "
                      + request.target()
                      + ": "
                      + new String(answer.body(), US_ASCII))
          .isFalse();
      assertThat(answer.status()).isBetween(400, 599);
    } else if (request.target().startsWith(ControlApi.PATH)) {
      assertThat(answer.status()).isBetween(200, 499);
      assertThat(
              answer.status() < 300
                  || request.method().equals("HEAD")
                  || ResponseCheck.parse(answer.body()).keySet().equals(Set.of("message")))
          .isTrue();
    } else if (request.isHttp()) {
      ResponseCheck.hold(
          request.method(),
          request.target(),
          answer.status(),
          answer.header("x-amzn-errortype"),
          answer.body());
    }
  }

  /** Sends malformed frames to a room, with or without a valid handshake. */
  private void frames() throws IOException {
    String room = values.arn();
    String token = random.nextInt(4) == 0 ? values.text() : token(room);
    byte[] handshake =
        ("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(values.bytes(16))
                + "\r\nSec-WebSocket-Protocol: "
                + token
                + "\r\n\r\n")
            .getBytes(US_ASCII);
    try (RawConnection connection = new RawConnection(emulator.chatEndpoint())) {
      connection.send(
          random.nextInt(5) == 0
              ? Arrays.copyOf(handshake, random.nextInt(handshake.length))
              : handshake);
      for (int i = random.nextInt(5); i > 0; i--) {
        connection.send(frame());
      }
      connection.endOutput();
    }
  }

  private String token(String room) {
    return String.valueOf(
        aws.call("CreateChatToken", Map.of("roomIdentifier", room, "userId", "u")).at("token"));
  }

  private byte[] frame() {
    byte[] payload = values.body(Map.of("Action", values.text(), "Content", values.text()));
    byte[] header = values.bytes(2 + random.nextInt(12));
    if (random.nextBoolean()) {
      // A short, masked text frame with malformed content.
      header = new byte[] {(byte) 0x81, (byte) (0x80 | Math.min(125, payload.length)), 0, 0, 0, 0};
    }
    byte[] frame = Arrays.copyOf(header, header.length + payload.length);
    System.arraycopy(payload, 0, frame, header.length, payload.length);
    return frame;
  }

  /** Sends a valid message to a room. */
  private void chat() throws InterruptedException {
    String room = aws.call("CreateRoom").text("arn");
    String token =
        aws.call(
                "CreateChatToken",
                Map.of(
                    "roomIdentifier",
                    room,
                    "userId",
                    "todd",
                    "capabilities",
                    List.of("SEND_MESSAGE")))
            .text("token");
    try (ChatClient todd = ChatClient.connect(emulator.chatEndpoint(), token)) {
      assertThat(todd.send("SEND_MESSAGE", "Content", "hello").next())
          .containsEntry("Content", "hello");
    }
  }

  /**
   * Asserts that threads and files are released. The server notices closed connections after a
   * moment.
   */
  private void assertLeftNothing(long threads, long files) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (files() > files + TOLERANCE && System.nanoTime() < deadline) {
      aws.call("ListRooms");
    }
    assertThat(files()).as("open files").isLessThanOrEqualTo(files + TOLERANCE);
    assertThat(threads()).as("threads").isLessThanOrEqualTo(threads + SLOW + TOLERANCE);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("streamcat-emulator"))
        .count();
  }

  private static long files() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getOpenFileDescriptorCount()
        : 0;
  }
}
