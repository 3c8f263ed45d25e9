package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of plain English that a program can check, for all modules; see CONTRIBUTING.md. */
class LanguageTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules");

  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

  /** A comment begins with the thing or the deed. */
  private static final Pattern RELATIVE_OPENING =
      Pattern.compile(
          "(What|Who|Whom|Whose|How|Where|When|Whether|Which|Whoever|Whatever|Tells|Says|Lets|Has"
              + "|Makes|Takes|Asks|Looks|Goes|Brings|Does)\\b.*",
          Pattern.DOTALL);

  private static final Pattern RELATIVE_OBJECT =
      Pattern.compile(
          "(Returns|Sets|Adds|Creates|Names|Gives|Reads|Finds|Gets|Keeps|Starts|Ends)"
              + " (what|who|how|whom|where)\\b.*",
          Pattern.DOTALL);

  /** Words that hide the actor, or for which the glossary has another one. */
  private static final Pattern WORDS =
      Pattern.compile(
          "\\b(whoever|whatever|anew|nobody|somebody|tells?|told|becomes? of|goes on|go on with"
              + "|by itself|is none|is no|is to be|has to be)\\b",
          Pattern.CASE_INSENSITIVE);

  @Test
  void javadoc_firstSentence_beginsWithTheThingOrTheDeed() {
    List<String> bad = new ArrayList<>();
    for (Path file : files(f -> f.toString().endsWith(".java") && isMain(f))) {
      Matcher comment = COMMENT.matcher(read(file));
      while (comment.find()) {
        String text = comment.group(1).replaceAll("\\s*\\n\\s*\\*\\s?", " ").strip();
        if (RELATIVE_OPENING.matcher(text).matches() || RELATIVE_OBJECT.matcher(text).matches()) {
          bad.add(ROOT.relativize(file) + ": " + text);
        }
      }
    }
    assertThat(bad).isEmpty();
  }

  @Test
  void documentation_wordsOfTheGlossary_areUsed() {
    List<String> bad = new ArrayList<>();
    for (Path file : files(f -> f.toString().endsWith(".md"))) {
      List<String> lines = read(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (WORDS.matcher(lines.get(i)).find()) {
          bad.add(ROOT.relativize(file) + ":" + (i + 1) + ": " + lines.get(i));
        }
      }
    }
    assertThat(bad).isEmpty();
  }

  private static boolean isMain(Path file) {
    return file.toString().replace('\\', '/').contains("/src/main/");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Predicate<Path> which) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return SKIPPED.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (which.test(file)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(found).isNotEmpty();
    return found;
  }
}
