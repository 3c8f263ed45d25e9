package io.streamcat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The examples in the Javadoc of a module: its {@code <pre>} blocks with code. */
public final class JavadocSnippets {

  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern MARGIN = Pattern.compile("^ *\\* ?", Pattern.MULTILINE);
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\n(.*?)^}</pre>", Pattern.DOTALL | Pattern.MULTILINE);

  private JavadocSnippets() {}

  /**
   * An example.
   *
   * @param file the source file
   * @param code the code, without the margin of the comment
   */
  public record Snippet(Path file, String code) {

    /** Returns the name of the type, which is that of the file. */
    public String type() {
      return file.getFileName().toString().replace(".java", "");
    }
  }

  /** Returns the examples in the main sources of a module, in the order of their files. */
  public static List<Snippet> of(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve(Path.of("src", "main", "java")))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .flatMap(file -> examples(file, read(file)))
          .toList();
    }
  }

  private static Stream<Snippet> examples(Path file, String source) {
    return COMMENT
        .matcher(source)
        .results()
        .map(comment -> MARGIN.matcher(comment.group(1)).replaceAll(""))
        .flatMap(text -> EXAMPLE.matcher(text).results())
        .map(example -> new Snippet(file, example.group(1)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
