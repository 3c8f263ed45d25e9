package io.streamcat.emulator;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in separate processes, which end when this is closed. */
final class StandaloneJar implements AutoCloseable {
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String READY = "listening on ";

  private final List<Process> processes = new ArrayList<>();

  Process run(String... arguments) throws IOException {
    return run(List.of(), arguments);
  }

  /** Runs the program through another program. */
  Process run(List<String> prefix, String... arguments) throws IOException {
    return run(prefix, List.of(), arguments);
  }

  /** Runs the program with options of the JVM. */
  Process runWith(List<String> options, String... arguments) throws IOException {
    return run(List.of(), options, arguments);
  }

  private Process run(List<String> prefix, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Tuned to start quickly rather than to run fast.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.add("-jar");
    command.add(Path.of("target", "streamcat-emulator-standalone.jar").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    processes.add(process);
    return process;
  }

  static URI listening(Process process) throws IOException {
    BufferedReader reader = process.inputReader(UTF_8);
    String line = reader.readLine();
    assertThat(line).startsWith(READY);
    return URI.create(line.substring(READY.length()));
  }

  static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), UTF_8);
  }

  static String post(URI endpoint, String path) throws Exception {
    return HTTP.send(request(endpoint, path), ofString()).body();
  }

  static HttpRequest request(URI endpoint, String path) {
    return HttpRequest.newBuilder(endpoint.resolve(path))
        .POST(HttpRequest.BodyPublishers.ofString("{}"))
        .build();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
