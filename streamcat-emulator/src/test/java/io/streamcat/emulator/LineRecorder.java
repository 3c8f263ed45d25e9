package io.streamcat.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A recorder of lines from all tests, which are written to a file after the last test. */
final class LineRecorder implements AutoCloseable {
  private final Set<String> lines = new ConcurrentSkipListSet<>();
  private final Path file;

  private LineRecorder(Path file) {
    this.file = file;
  }

  /** Adds lines for a file. */
  static void add(ExtensionContext context, Path file, Collection<String> lines) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(LineRecorder.class))
        .computeIfAbsent(file, path -> new LineRecorder(path), LineRecorder.class)
        .lines
        .addAll(lines);
  }

  @Override
  public void close() throws IOException {
    Files.write(file, lines, StandardCharsets.UTF_8);
  }
}
