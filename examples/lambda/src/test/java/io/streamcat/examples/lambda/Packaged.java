package io.streamcat.examples.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The packaged functions. */
enum Packaged {
  EVENTS("lambda.events.jar", "io.streamcat.examples.lambda.events.EventsHandler"),
  MIGRATION("lambda.events.jar", "io.streamcat.examples.lambda.events.MigrationHandler"),
  USAGE("lambda.events.jar", "io.streamcat.examples.lambda.events.UsageHandler"),
  REVIEW("lambda.review.jar", "io.streamcat.examples.lambda.review.ReviewHandler");

  private final String property;
  private final String handler;

  Packaged(String property, String handler) {
    this.property = property;
    this.handler = handler;
  }

  String handler() {
    return handler;
  }

  Path jar() {
    return Path.of(System.getProperty(property));
  }

  List<String> entries() throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar());
        Stream<Path> entries = Files.walk(files.getPath("/"))) {
      return entries
          .filter(Files::isRegularFile)
          .map(path -> path.toString().substring(1))
          .toList();
    }
  }

  /** Unpacks the jar, as Lambda does. */
  void unpackInto(Path directory) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar());
        Stream<Path> entries = Files.walk(files.getPath("/"))) {
      entries.forEach(
          entry -> {
            try {
              Path target = directory.resolve(entry.toString().substring(1));
              if (!Files.isDirectory(target)) {
                Files.copy(entry, target, StandardCopyOption.REPLACE_EXISTING);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
