package io.streamcat.examples.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of the jar, started with the documented command. */
@Guarantee("EXAMPLE-03")
class JarIT {

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void jar_demoProfile_startsAndLogsWithoutSecrets() throws Exception {
    Process site =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("web.jar"),
                "--spring.profiles.active=demo",
                "--server.port=0",
                "--management.server.port=0")
            .redirectErrorStream(true)
            .start();
    List<String> log = new ArrayList<>();
    try (BufferedReader output = site.inputReader(UTF_8)) {
      Visitor visitor = new Visitor(awaitPort(output, log));
      Page dashboard = visitor.register("newcomer");
      String key = visitor.submit(dashboard, "/dashboard/stream-key", Map.of()).streamKeys().get(0);
      visitor.submit(visitor.get("/dashboard"), "/dashboard/privacy", Map.of());
      String token = visitor.get("/channel/newcomer").playbackTokens().get(0);
      visitor.logOut();
      site.toHandle().destroy();
      output.lines().forEach(log::add);

      assertThat(String.join("\n", log))
          .contains("registration begins", "channel CREATED arn:", "registration is complete")
          .contains("user logged in", "user revealed the stream key", "makes the channel private")
          .doesNotContain(key, token, Visitor.PASSWORD, "$argon2id");
    } finally {
      site.destroyForcibly().waitFor();
    }
  }

  /** Returns the public port, which is opened first. */
  private static int awaitPort(BufferedReader output, List<String> log) throws IOException {
    int port = 0;
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      log.add(line);
      Matcher started = PORT.matcher(line);
      if (port == 0 && started.find()) {
        port = Integer.parseInt(started.group(1));
      }
      if (line.contains("Started WebApplication")) {
        return port;
      }
    }
    throw new AssertionError("The site did not start:\n" + String.join("\n", log));
  }
}
