package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.ProjectFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of plain English that a program can check, for all modules; see CONTRIBUTING.md. */
class LanguageTest {

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
    for (Path file : ProjectFiles.matching(".*/src/main/.*\\.java")) {
      Matcher comment = COMMENT.matcher(ProjectFiles.read(file));
      while (comment.find()) {
        String text = comment.group(1).replaceAll("\\s*\\n\\s*\\*\\s?", " ").strip();
        if (RELATIVE_OPENING.matcher(text).matches() || RELATIVE_OBJECT.matcher(text).matches()) {
          bad.add(ProjectFiles.ROOT.relativize(file) + ": " + text);
        }
      }
    }
    assertThat(bad).isEmpty();
  }

  @Test
  void documentation_wordsOfTheGlossary_areUsed() {
    List<String> bad = new ArrayList<>();
    for (Path file : ProjectFiles.matching(".*\\.md")) {
      List<String> lines = ProjectFiles.read(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (WORDS.matcher(lines.get(i)).find()) {
          bad.add(ProjectFiles.ROOT.relativize(file) + ":" + (i + 1) + ": " + lines.get(i));
        }
      }
    }
    assertThat(bad).isEmpty();
  }
}
