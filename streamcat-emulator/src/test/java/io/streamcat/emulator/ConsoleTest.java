package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.emulator.internal.console.Console;
import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest extends EmulatorTest {
  private static final Pattern REFERENCE =
      Pattern.compile("(?:href|src)=\"console/([^\"]+)\"|from '\\./([^']+)'");

  @Test
  void page_requested_allowsOnlyOwnFiles() {
    HttpResponse<byte[]> page = get("");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(page.headers().firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; ")
        .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "data:", "*", "http");
  }

  @Test
  void files_allReachableFromPage_existWithoutForeignAddressesAndMarkup() {
    Set<String> names = files();

    assertThat(names).contains("console.css", "console.js", "dom.js", "mark.svg");
    for (String name : names) {
      HttpResponse<byte[]> file = get("console/" + name);
      assertThat(file.statusCode()).as(name).isEqualTo(200);
      assertThat(new String(file.body(), UTF_8).replace("http://www.w3.org/2000/svg", ""))
          .as(name)
          .doesNotContain("http:", "https:", "//cdn")
          .doesNotContain(
              "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }
  }

  @Test
  void files_onClassPath_areAllReachable() throws IOException, URISyntaxException {
    Set<String> names = files();
    names.add("index.html");

    try (Stream<Path> files = Files.list(folder("console.css"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.endsWith(".class"))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void console_compressed_addsLessThan100Kilobytes() throws IOException, URISyntaxException {
    long size = 0;
    for (Path folder : Set.copyOf(List.of(folder("console.css"), folder("Console.class")))) {
      try (Stream<Path> files = Files.list(folder)) {
        size += files.mapToLong(ConsoleTest::compressed).sum();
      }
    }

    assertThat(size).isBetween(10_000L, 100_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "console",
        "console/",
        "console/nothing.js",
        "console/Console.class",
        "console/../console/console.js",
        "console/%2e%2e/model/ivs.json",
        "index.html"
      })
  void get_pathThatIsNotAFile_isNotFound(String path) {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "console/console.js", "changes", "resources", "operations"})
  void get_foreignOriginOrHost_isRejected(String path) throws IOException {
    String own = "Host: 127.0.0.1:" + emulator.port();
    for (String headers :
        new String[] {
          "Host: evil.example", own + "\r\nOrigin: http://evil.example", own + "\r\nOrigin: null"
        }) {
      try (RawConnection connection = new RawConnection(emulator.endpoint())) {
        String request = "GET /_streamcat/%s HTTP/1.1\r\n%s\r\n\r\n".formatted(path, headers);

        assertThat(connection.send(request.getBytes(UTF_8)).response("GET").orElseThrow().status())
            .as(headers)
            .isEqualTo(403);
      }
    }
  }

  @Test
  void head_page_returnsHeadersOnly() {
    HttpResponse<byte[]> page = aws.exchange("HEAD", "/_streamcat/", new byte[0]);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(page.body()).isEmpty();
  }

  @Test
  void changes_newClient_receivesEarlierOnesAndThenNews() throws Exception {
    String channel = createChannel("todd");
    emulator.startStream(channel);
    emulator.faults().add(FaultRule.throttle("GetStage"));
    try (BufferedReader changes = changes()) {
      Map<String, ?> first = next(changes);
      assertThat(first.get("run")).asString().endsWith("-0");
      assertThat(counts(first)).containsEntry("channel", 1L).containsEntry("stream", 1L);
      assertThat(items(first, "requests"))
          .extracting("number", "operation", "status", "input")
          .containsExactly(tuple(1L, "CreateChannel", 200L, Map.of("name", "todd")));
      assertThat(items(first, "events")).hasSize(2).allMatch(item -> item.containsKey("event"));
      assertThat(items(first, "faults")).extracting("operation").containsExactly("GetStage");

      String room = createRoom("room");
      Map<String, ?> second = nextWith(changes, "requests");
      assertThat(items(second, "requests")).extracting("number").containsExactly(2L);
      assertThat(second.keySet()).doesNotContain("events", "faults", "messages");

      say(room, "todd", "hello");
      assertThat(items(nextWith(changes, "messages"), "messages"))
          .extracting("roomArn", "userId", "content")
          .containsExactly(tuple(room, "todd", "hello"));

      emulator.reset();
      Map<String, ?> last = next(changes);
      while (last.get("run").equals(first.get("run"))) {
        last = next(changes);
      }
      assertThat(last.get("run")).asString().endsWith("-1");
      assertThat(counts(last)).containsEntry("channel", 0L);
      assertThat(items(last, "faults")).isEmpty();
    }
  }

  @Test
  void changes_longInput_isCutOff() throws Exception {
    createRoom("r".repeat(5_000));
    try (BufferedReader changes = changes()) {
      Map<String, ?> request = items(next(changes), "requests").get(0);
      assertThat(request.get("cutOffInput")).asString().hasSize(2_048).contains("rrr");
      assertThat(request.get("input")).isEqualTo(Map.of());
    }
  }

  private void say(String room, String user, String content) {
    byte[] body = Json.write(Map.of("roomArn", room, "userId", user, "content", content));
    assertThat(aws.exchange("POST", "/_streamcat/chat/messages", body).statusCode()).isEqualTo(200);
  }

  private BufferedReader changes() throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(emulator.endpoint().resolve("/_streamcat/changes")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    return new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  /** Reads the next batch. */
  private static Map<String, ?> next(BufferedReader changes) throws IOException, JsonException {
    String line = changes.readLine();
    while (!line.startsWith("data: ")) {
      line = changes.readLine();
    }
    return Json.parseObject(line.substring("data: ".length()).getBytes(UTF_8));
  }

  /** Reads until a batch has a member. */
  private static Map<String, ?> nextWith(BufferedReader changes, String name)
      throws IOException, JsonException {
    Map<String, ?> batch = next(changes);
    while (!batch.containsKey(name)) {
      batch = next(changes);
    }
    return batch;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> counts(Map<String, ?> batch) {
    return (Map<String, Object>) batch.get("counts");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> items(Map<String, ?> batch, String name) {
    return (List<Map<String, Object>>) batch.get(name);
  }

  private HttpResponse<byte[]> get(String path) {
    return aws.exchange("GET", "/_streamcat/" + path, new byte[0]);
  }

  /** Returns the names of the files that the page refers to, directly or through others. */
  private Set<String> files() {
    Set<String> found = new LinkedHashSet<>(references(get("")));
    boolean grows = true;
    while (grows) {
      grows = false;
      for (String name : List.copyOf(found)) {
        grows |= found.addAll(references(get("console/" + name)));
      }
    }
    return found;
  }

  private static List<String> references(HttpResponse<byte[]> file) {
    return REFERENCE
        .matcher(new String(file.body(), UTF_8))
        .results()
        .map(ConsoleTest::name)
        .toList();
  }

  private static String name(MatchResult reference) {
    return reference.group(1) == null ? reference.group(2) : reference.group(1);
  }

  private static Path folder(String file) throws URISyntaxException {
    return Path.of(Console.class.getResource(file).toURI()).getParent();
  }

  private static long compressed(Path file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      Files.copy(file, deflater);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.size();
  }
}
