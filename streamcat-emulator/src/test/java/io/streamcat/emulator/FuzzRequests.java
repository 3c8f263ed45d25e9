package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.server.Bodies;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A generator of malformed and valid requests. */
final class FuzzRequests {
  private static final List<Operation> OPERATIONS =
      ApiModel.get().operations().sorted(Comparator.comparing(Operation::toString)).toList();
  private static final List<String> METHODS =
      List.of("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "post", "X", "PO-ST");
  private static final List<String> CONTROL =
      List.of(
          "POST faults",
          "PUT faults",
          "POST streams",
          "DELETE streams/x",
          "POST incidents",
          "PUT events/faults",
          "POST events/destinations",
          "PUT chat/reviewer",
          "POST participants",
          "PUT participants/a/b",
          "DELETE participants/%41",
          "POST tokens/verify",
          "GET nothing",
          "PATCH health");

  private final Random random;
  private final FuzzValues values;

  FuzzRequests(Random random, FuzzValues values) {
    this.random = random;
    this.values = values;
  }

  /**
   * A request.
   *
   * @param target the target in the request line
   * @param text the whole request, with one character per byte
   * @param isHttp whether it is valid HTTP, so that it must be answered
   */
  record Request(String method, String target, String text, boolean isHttp) {
    byte[] bytes() {
      return text.getBytes(ISO_8859_1);
    }
  }

  Request next() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> whole("POST", operation(), values.body(values.input(Set.of("name"))));
      case 2, 3, 4 -> call(OPERATIONS.get(random.nextInt(OPERATIONS.size())));
      case 5 -> whole(values.pick(METHODS), operation(), values.bytes(random.nextInt(20)));
      case 6 -> tags();
      case 7 -> control();
      case 8 -> whole("POST", "/" + encode(values.text()), new byte[0]);
      case 9 -> headers();
      case 10 -> body();
      default -> line();
    };
  }

  private String operation() {
    return path(OPERATIONS.get(random.nextInt(OPERATIONS.size())));
  }

  private Request call(Operation operation) {
    Map<String, Object> input =
        values.input(ApiModel.get().of(operation.service()).members(operation.input()));
    byte[] body = values.body(input);
    return whole(operation.method(), path(operation), body);
  }

  private static String path(Operation operation) {
    return operation.uri().replace("{resourceArn}", "x");
  }

  private Request tags() {
    String arn = random.nextBoolean() ? values.arn() : values.text();
    String query = random.nextBoolean() ? "" : "?tagKeys=" + encode(values.text()) + "&=&%41=b&x";
    String broken = random.nextInt(10) == 0 ? "%C3%28%FF" : "";
    return whole(
        values.pick(List.of("GET", "POST", "DELETE")),
        "/tags/" + encode(arn) + broken + query,
        values.body(Map.of("tags", Map.of(values.text(), values.text()))));
  }

  private Request control() {
    String[] request = values.pick(CONTROL).split(" ", -1);
    Map<String, Object> input =
        values.input(Set.of("channelArn", "fault", "operation", "name", "token", "loss"));
    return whole(request[0], "/_streamcat/" + request[1], values.body(input));
  }

  private static Request whole(String method, String target, byte[] body) {
    String head =
        "%s %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, target, body.length);
    return new Request(method, target, join(head, body), true);
  }

  /** Creates a request with too many, too long or malformed headers. */
  private Request headers() {
    StringBuilder head = new StringBuilder("POST /CreateRoom HTTP/1.1\r\n");
    switch (random.nextInt(6)) {
      case 0 -> head.append("X-Long: ").append("a".repeat(random.nextInt(500_000))).append("\r\n");
      case 1 -> {
        for (int i = random.nextInt(1_000); i > 0; i--) {
          head.append("X-").append(i).append(": y\r\n");
        }
      }
      case 2 -> head.append(new String(values.bytes(100), ISO_8859_1)).append("\r\n");
      case 3 -> head.append("no colon at all\r\n: no name\r\n folded\r\n");
      case 4 -> head.append("Content-Length: ").append(values.text()).append("\r\n");
      default -> head.append("Content-Length: -1\r\nTransfer-Encoding: gzip\r\n");
    }
    return broken("POST", "/CreateRoom", join(head.append("\r\n").toString(), new byte[0]));
  }

  /** Creates a request whose body contradicts its headers. */
  private Request body() {
    String start = "POST /CreateRoom HTTP/1.1\r\nHost: x\r\n";
    byte[] some = values.bytes(random.nextInt(50));
    return switch (random.nextInt(5)) {
      case 0 -> broken("POST", "/CreateRoom", join(start + "Content-Length: 99\r\n\r\n", some));
      case 1 ->
          broken("POST", "/CreateRoom", join(start + "Transfer-Encoding: chunked\r\n\r\n", some));
      case 2 ->
          broken(
              "POST",
              "/CreateRoom",
              join(start + "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n", some));
      case 3 ->
          random.nextInt(50) == 0
              ? whole("POST", "/CreateRoom", new byte[Bodies.MAX_BYTES + random.nextInt(1 << 20)])
              : whole("POST", "/CreateRoom", some);
      default ->
          broken(
              "POST",
              "/CreateRoom",
              join(start + "Content-Length: 99999999999999999999\r\n\r\n", some));
    };
  }

  /** Creates a request with a malformed request line. */
  private Request line() {
    String line =
        switch (random.nextInt(7)) {
          case 0 -> new String(values.bytes(random.nextInt(300)), ISO_8859_1);
          case 1 -> "POST";
          case 2 -> "POST /" + "a".repeat(random.nextInt(100_000)) + " HTTP/1.1";
          case 3 -> "POST mailto:x HTTP/1.1\r\nHost: x";
          case 4 -> "OPTIONS * HTTP/9.9";
          case 5 -> "DELETE /_streamcat/streams/%zz HTTP/1.1";
          default -> "GET http://[/ HTTP/1.1";
        };
    return broken("POST", "/", join(line + "\r\n\r\n", new byte[0]));
  }

  private static Request broken(String method, String target, String text) {
    return new Request(method, target, text, false);
  }

  private static String join(String head, byte[] body) {
    return head + new String(body, ISO_8859_1);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
