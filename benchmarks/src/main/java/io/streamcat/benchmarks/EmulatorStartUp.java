package io.streamcat.benchmarks;

import io.streamcat.emulator.IvsEmulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The start-up time of the emulator: in a test that has started others before, and as a program.
 */
final class EmulatorStartUp {

  private static final String RESULT = "listening in ms: ";
  private static final String LISTENING = "listening on ";
  private static final String NOTHING = "nothing";

  private EmulatorStartUp() {}

  /**
   * Measures each kind in turn.
   *
   * @param warmUps the number of starts of each kind that are not measured
   * @param rounds the number of measured starts of each kind
   * @return a Markdown table
   */
  static String run(int warmUps, int rounds)
      throws IOException, InterruptedException, URISyntaxException {
    Path jar =
        StartUp.target()
            .resolve("../../streamcat-emulator/target/streamcat-emulator-standalone.jar")
            .normalize();
    List<Long> warm = new ArrayList<>();
    List<Long> first = new ArrayList<>();
    List<Long> program = new ArrayList<>();
    List<Long> answered = new ArrayList<>();
    List<Long> nothing = new ArrayList<>();
    for (int round = 0; round < warmUps + rounds; round++) {
      long again = inProcess();
      long inNewJvm = Long.parseLong(ownMain("emulator").line().substring(RESULT.length()));
      FirstLine asProgram = firstLine("-jar", jar.toString(), "--port", "0");
      long ofNothing = ownMain(NOTHING).millis();
      if (round >= warmUps) {
        warm.add(again);
        first.add(inNewJvm);
        program.add(asProgram.millis());
        answered.add(asProgram.answeredMillis());
        nothing.add(ofNothing);
      }
    }
    return """

        | start-up of the emulator | ms |
        |---|---|
        | in a process that has started one before | %s |
        | in a process that has not | %s |
        | as a jar, from the start of the JVM until it listens | %s |
        | as a jar, from the start of the JVM until it has answered a call | %s |
        | a program that prints one line | %s |
        """
        .formatted(
            StartUp.shown(warm),
            StartUp.shown(first),
            StartUp.shown(program),
            StartUp.shown(answered),
            StartUp.shown(nothing));
  }

  private static FirstLine ownMain(String program) throws IOException, InterruptedException {
    return firstLine(
        "-cp", System.getProperty("java.class.path"), EmulatorStartUp.class.getName(), program);
  }

  private static long inProcess() {
    long start = System.nanoTime();
    IvsEmulator emulator = IvsEmulator.start();
    long millis = since(start);
    emulator.close();
    return millis;
  }

  /**
   * Prints the start-up time of the first emulator in a process, or starts none, which shows the
   * speed of the machine.
   */
  public static void main(String[] args) {
    System.out.println(args[0].equals(NOTHING) ? NOTHING : RESULT + inProcess());
  }

  private static long since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
  }

  /**
   * The first line of a process's output.
   *
   * @param line the line
   * @param millis the time from the start of the process
   * @param answeredMillis the time from the start until a call was answered, if the line shows the
   *     endpoint of an emulator
   */
  private record FirstLine(String line, long millis, long answeredMillis) {}

  private static void call(String endpoint) throws IOException {
    HttpURLConnection call =
        (HttpURLConnection) URI.create(endpoint + "/ListChannels").toURL().openConnection();
    call.setRequestMethod("POST");
    call.setDoOutput(true);
    call.setRequestProperty("Content-Type", "application/json");
    call.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
    if (call.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IllegalStateException("ListChannels was answered " + call.getResponseCode());
    }
  }

  private static FirstLine firstLine(String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(args));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      long millis = since(start);
      if (line == null) {
        throw new IllegalStateException("no output of " + command);
      }
      if (line.startsWith(LISTENING)) {
        call(line.substring(LISTENING.length()));
      }
      return new FirstLine(line, millis, since(start));
    } finally {
      process.destroy();
      process.waitFor();
    }
  }
}
