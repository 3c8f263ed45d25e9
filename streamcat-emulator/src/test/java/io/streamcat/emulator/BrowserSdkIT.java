package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The AWS SDK for JavaScript in a page of another origin, in a real browser. */
@Guarantee("EMU-10")
class BrowserSdkIT {
  private static final Path FOLDER = Path.of("target", "browser-sdk");
  private static final int PATIENCE_SECONDS = 180;

  private static final String PACKAGES =
      """
      {"private": true, "dependencies": {"@aws-sdk/client-ivs": "^3.700.0", "esbuild": "^0.25.0"}}
      """;

  private static final String SCRIPT =
      """
      import { IvsClient, CreateChannelCommand, GetChannelCommand } from '@aws-sdk/client-ivs';
      const client = new IvsClient({
        region: 'us-east-1',
        endpoint: new URLSearchParams(location.search).get('endpoint'),
        credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
        maxAttempts: 1,
      });
      const call = async (command) => {
        try {
          return JSON.stringify(await client.send(command));
        } catch (e) {
          return `${e.name}: ${e.message}`;
        }
      };
      const created = await call(new CreateChannelCommand({ name: 'todd' }));
      const missing = await call(new GetChannelCommand({ arn: '%s' }));
      await fetch('/shown', { method: 'POST', body: `${created} ${missing}` });
      """;

  private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
  private HttpServer page;
  private Path chromium;

  @BeforeEach
  void servePage() throws Exception {
    chromium = Programs.chromium();
    Path modules = Programs.npm(FOLDER, PACKAGES);
    Files.writeString(FOLDER.resolve("page.mjs"), SCRIPT.formatted(EmulatorTest.UNKNOWN_CHANNEL));
    Programs.run(
        FOLDER.resolve("esbuild.txt"),
        modules.resolve(Path.of(".bin", "esbuild")),
        FOLDER.resolve("page.mjs").toString(),
        "--bundle",
        "--format=esm",
        "--outfile=" + FOLDER.resolve("bundle.js"));
    page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    page.createContext(
        "/",
        exchange ->
            answer(
                exchange,
                "text/html",
                "<!doctype html><body><script type=module src=/bundle.js></script>"
                    .getBytes(UTF_8)));
    page.createContext(
        "/bundle.js",
        exchange ->
            answer(exchange, "text/javascript", Files.readAllBytes(FOLDER.resolve("bundle.js"))));
    page.createContext(
        "/shown",
        exchange -> {
          shown.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          answer(exchange, "text/plain", new byte[] {'\n'});
        });
    page.start();
  }

  @AfterEach
  void stopPage() {
    if (page != null) {
      page.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void sdk_inPageOfAllowedOrigin_works() throws Exception {
    try (IvsEmulator emulator = IvsEmulator.builder().cors(origin()).start()) {
      String text = browse(emulator);

      assertThat(text).contains("arn:aws:ivs:us-east-1:123456789012:channel/");
      assertThat(text)
          .contains(
              "ResourceNotFoundException: Resource: "
                  + EmulatorTest.UNKNOWN_CHANNEL
                  + " not found");
      assertThat(emulator.resources()).extracting(EmulatedResource::name).contains("todd");
    }
  }

  @Test
  void sdk_inPageOfOtherOrigin_reachesNothing() throws Exception {
    try (IvsEmulator emulator = IvsEmulator.start()) {
      assertThat(browse(emulator)).contains("Failed to fetch");
      assertThat(emulator.requests()).isEmpty();
    }
  }

  private String origin() {
    return "http://localhost:" + page.getAddress().getPort();
  }

  /** Returns what the page shows with an emulator. */
  private String browse(IvsEmulator emulator) throws Exception {
    // It is not deleted afterwards, because the browser may still write to it.
    Path profile = Files.createTempDirectory(FOLDER, "profile").toAbsolutePath();
    Process browser =
        new ProcessBuilder(
                chromium.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--user-data-dir=" + profile,
                origin() + "/?endpoint=" + emulator.endpoint())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String text = shown.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(text).as("the text of the page").isNotNull();
      return text;
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly().waitFor();
    }
  }
}
