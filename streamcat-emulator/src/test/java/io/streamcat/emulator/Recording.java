package io.streamcat.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lines that all tests write, to a file when the last one is over. */
final class Recording implements AutoCloseable {
  private final Set<String> lines = new ConcurrentSkipListSet<>();
  private final Path file;

  private Recording(Path file) {
    this.file = file;
  }

  /** Adds lines to those of a file. */
  static void add(ExtensionContext context, Path file, Collection<String> lines) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Recording.class))
        .computeIfAbsent(file, path -> new Recording(path), Recording.class)
        .lines
        .addAll(lines);
  }

  @Override
  public void close() throws IOException {
    Files.write(file, lines, StandardCharsets.UTF_8);
  }
}
