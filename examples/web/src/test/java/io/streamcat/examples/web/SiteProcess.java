package io.streamcat.examples.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jar of the site in a process of its own, with the profile {@code demo} on free ports. */
final class SiteProcess implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final long PATIENCE_MINUTES = 5;

  private final Process process;
  private final Thread reader;
  private final List<String> log = new ArrayList<>();
  private final CompletableFuture<List<Integer>> started = new CompletableFuture<>();

  /**
   * Starts the site.
   *
   * @param options the options of the JVM
   * @param properties the properties of the site, as arguments
   */
  SiteProcess(List<String> options, String... properties) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-jar",
            System.getProperty("web.jar"),
            "--spring.profiles.active=demo",
            "--server.port=0",
            "--management.server.port=0"));
    command.addAll(List.of(properties));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    reader = new Thread(this::read, "log of the site");
    reader.start();
  }

  private void read() {
    List<Integer> ports = new ArrayList<>();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (log) {
          log.add(line);
        }
        Matcher port = PORT.matcher(line);
        if (port.find()) {
          ports.add(Integer.parseInt(port.group(1)));
        }
        if (line.contains("Started WebApplication")) {
          started.complete(ports);
        }
      }
    } catch (IOException e) {
      started.completeExceptionally(e);
    }
    started.completeExceptionally(new AssertionError("The site has ended:\n" + log()));
  }

  /** Returns the public port, which is opened first. */
  int port() throws Exception {
    return started.get(PATIENCE_MINUTES, TimeUnit.MINUTES).get(0);
  }

  /** Returns the port of the actuator. */
  int managementPort() throws Exception {
    return started.get(PATIENCE_MINUTES, TimeUnit.MINUTES).get(1);
  }

  String log() {
    synchronized (log) {
      return String.join("\n", log);
    }
  }

  /** Asks the site to end, and returns its whole log. */
  String stop() throws InterruptedException {
    process.toHandle().destroy();
    reader.join();
    return log();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
