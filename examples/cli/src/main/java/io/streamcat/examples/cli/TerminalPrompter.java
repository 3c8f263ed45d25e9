package io.streamcat.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;

/** A prompter on the controlling terminal of the process, for Linux and macOS. */
final class TerminalPrompter implements Prompter {

  private static final File TERMINAL = new File("/dev/tty");

  @Override
  public Optional<String> ask(String question) {
    try (OutputStream out = new FileOutputStream(TERMINAL);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(new FileInputStream(TERMINAL), UTF_8))) {
      out.write(question.getBytes(UTF_8));
      return Optional.of(Objects.requireNonNullElse(in.readLine(), ""));
    } catch (IOException e) {
      // A process of a scheduler, a container or a pipeline has no terminal.
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> askSecretly(String question) {
    Thread restore = new Thread(() -> setEcho("echo"));
    if (!setEcho("-echo")) {
      // A visible password would be worse than no question.
      return Optional.empty();
    }
    // Ctrl-C ends the process inside the question.
    Runtime.getRuntime().addShutdownHook(restore);
    try {
      return ask(question);
    } finally {
      setEcho("echo");
      Runtime.getRuntime().removeShutdownHook(restore);
      newLine();
    }
  }

  private static boolean setEcho(String mode) {
    try {
      return new ProcessBuilder("stty", mode)
              .redirectInput(TERMINAL)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void newLine() {
    try (OutputStream out = new FileOutputStream(TERMINAL)) {
      out.write('\n');
    } catch (IOException e) {
      // Only the look of the terminal suffers.
    }
  }
}
