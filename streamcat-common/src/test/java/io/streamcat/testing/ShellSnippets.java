package io.streamcat.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The shell commands of a page, of which those marked {@code sh run} can be run. */
public final class ShellSnippets {

  /** The mark of commands that a test runs. */
  public static final String RUN = "run";

  private static final Pattern SNIPPET =
      Pattern.compile(
          "^```sh ?([a-z]*)\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?",
          Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern BUILD = Pattern.compile("^mvn .*$(?:\n)?", Pattern.MULTILINE);
  private static final String SERVER = "java -XX:+ExitOnOutOfMemoryError -jar streamcat-emulator/";
  private static final String PORT = "4577";
  private static final int PATIENCE_SECONDS = 120;

  private final Path root;
  private final Path folder;
  private final Path programs;
  private final int port;
  private @Nullable Process server;

  private ShellSnippets(Path root, Path folder) throws IOException {
    this.root = root;
    this.folder = folder;
    this.programs = programs();
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  /**
   * A block of commands.
   *
   * @param mark {@link #RUN}, a need such as {@code docker}, or an empty text
   * @param script the commands
   * @param output the documented output, in which … stands for any text, or null
   */
  public record Snippet(String mark, String script, @Nullable String output) {}

  /** Returns the blocks of a page. */
  public static List<Snippet> of(Path page) throws IOException {
    return SNIPPET
        .matcher(Files.readString(page))
        .results()
        .map(block -> new Snippet(block.group(1), block.group(2), block.group(3)))
        .toList();
  }

  /**
   * Runs the commands of a page that are marked to be run, in order. An emulator runs beside the
   * commands after it. Commands that build are left out, because the build runs this.
   *
   * @param root the root of the project, whose files the commands name
   * @param page the page, as a path from the root
   * @param folder an empty folder, in which the commands run
   * @return the number of blocks
   * @throws AssertionError if a command fails, or prints another output than the page shows
   */
  public static int run(Path root, String page, Path folder)
      throws IOException, InterruptedException {
    ShellSnippets run = new ShellSnippets(root.toAbsolutePath().normalize(), folder);
    run.link();
    int blocks = 0;
    try {
      for (Snippet snippet : of(root.resolve(page))) {
        if (snippet.mark().equals(RUN)) {
          run.run(snippet);
          blocks++;
        }
      }
    } finally {
      run.stop();
      run.unlink();
    }
    return blocks;
  }

  /** Makes the project's files visible in the folder, where the commands may also write. */
  private void link() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      for (Path file : files.toList()) {
        Files.createSymbolicLink(folder.resolve(file.getFileName()), file);
      }
    }
  }

  private void unlink() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(file);
      }
    }
  }

  private void run(Snippet snippet) throws IOException, InterruptedException {
    String script = BUILD.matcher(snippet.script()).replaceAll("");
    if (script.startsWith(SERVER)) {
      start(script.strip());
      return;
    }
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process shell =
        bash(script.replace(PORT, String.valueOf(port)))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    shell.destroyForcibly();
    String printed = Files.readString(output);
    require(ended && shell.exitValue() == 0, script + "failed:\n" + printed);
    requireOutput(snippet, printed);
  }

  private void start(String command) throws IOException {
    stop();
    String onFreePort =
        command.contains(PORT)
            ? command.replace(PORT, port + " --chat-port 0")
            : command + " --port " + port + " --chat-port 0";
    Process process =
        bash("exec " + onFreePort).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    server = process;
    List<String> lines = new ArrayList<>();
    var out = process.inputReader(StandardCharsets.UTF_8);
    lines.add(out.readLine());
    lines.add(out.readLine());
    require(
        lines.get(0) != null && lines.get(0).equals("listening on http://127.0.0.1:" + port),
        command + " printed " + lines);
  }

  private ProcessBuilder bash(String script) {
    ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
    bash.environment().merge("PATH", programs.toString(), (path, own) -> own + ":" + path);
    return bash.directory(folder.toFile());
  }

  /** Makes the Java of this build available, whichever is on the path, tuned to start quickly. */
  private static Path programs() throws IOException {
    Path programs = Files.createTempDirectory("programs");
    programs.toFile().deleteOnExit();
    Path java = programs.resolve("java");
    java.toFile().deleteOnExit();
    String real = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        java, "#!/bin/sh\nexec '" + real + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    return programs;
  }

  private static void requireOutput(Snippet snippet, String printed) {
    if (snippet.output() != null) {
      String pattern =
          Arrays.stream(snippet.output().strip().split("…", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      require(
          Pattern.compile(pattern, Pattern.DOTALL).matcher(printed.strip()).matches(),
          snippet.script() + "printed:\n" + printed + "instead of:\n" + snippet.output());
    }
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new AssertionError(problem);
    }
  }

  private void stop() {
    Process running = server;
    if (running != null) {
      running.destroyForcibly();
    }
  }
}
