package io.streamcat.moderation;

import static io.streamcat.moderation.Messages.delivered;
import static io.streamcat.moderation.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.testing.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Guarantee("CHAT-03")
class WordReviewerTest {

  private static final List<String> WORDS =
      List.of(
          "hell", "ass", "shit", "straße", "blöd", "go away", "can", "傻瓜", "рот", "🖕", "don't");

  private final MessageReviewer mask = MessageReviewer.maskWords(WORDS);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          hell,                     ****
          What the HELL?,           What the ****?
          'hell, no',               '****, no'
          _hell_,                   _****_
          hell's bells,             ****'s bells
          ｈｅｌｌ no,                **** no
          𝖍𝖊𝖑𝖑 no,                 **** no
          STRASSE,                  *******
          blod,                     ****
          BLÖD!,                    ****!
          ﬁne shit,                 ﬁne ****
          go   away now,            **   **** now
          'go, away',               '*** ****'
          你这个傻瓜啊,              你这个**啊
          закрой рот,               закрой ***
          no 🖕 please,             no * please
          l'ass,                    l'***
          Don’t,                    *****
          hell hell hellhell hell,  **** **** hellhell ****
          """)
  void mask_listedWords_areMaskedAsTyped(String typed, String expected) {
    assertThat(delivered(mask, typed)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "shell",
        "class pass assassin bass",
        "Scunthorpe shitake",
        "can't",
        "he'll",
        "455",
        "Samsung A55",
        "ass2ass",
        "ротор",
        "he ll",
        "",
        "   ",
        "👩‍👩‍👧 fine",
        "café naïve"
      })
  void mask_otherText_isUnchanged(String typed) {
    assertThat(mask.review(message(typed))).isEqualTo(ReviewResult.allow());
  }

  @Test
  void mask_wordWithCombiningMarks_isMasked() {
    assertThat(delivered(mask, "he\u0301l\u0302\u0303l no")).isEqualTo("**** no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "he\u200bll",
        "\u2060hell",
        "h\u00adell",
        "hel\u200dl\ufeff",
        "h\u034fell",
        "he\ufe0fll"
      })
  void mask_wordWithInvisibleCharacters_isMasked(String typed) {
    assertThat(delivered(mask, "oh " + typed + " no").replaceAll("\\p{Cf}", ""))
        .isEqualTo("oh **** no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh1t",
        "5hit",
        "$h!t",
        "sh\u0456t",
        "\u0455hit",
        "SH\u0406T",
        "sh|t",
        "\u0455h1\u0442",
        "sh1t!"
      })
  void mask_wordWithLookAlikes_isMasked(String typed) {
    assertThat(delivered(mask, typed + " happens")).matches("\\*{4}!? happens");
  }

  /** Each character of the first line looks like the letter below it. */
  @ParameterizedTest
  @CsvSource({
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u0501\u04bb,"
        + "abekmhopctyxsijdh",
    "\u03b1\u03b2\u03b5\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3\u03c9,abenikmvoptuxyw",
    "0134578@$!|,oieastbasii"
  })
  void mask_anyLookAlike_isMasked(String typed, String letters) {
    assertThat(typed).hasSameSizeAs(letters);
    for (int i = 0; i < typed.length(); i++) {
      MessageReviewer reviewer =
          MessageReviewer.maskWords(List.of("zq" + letters.charAt(i) + "zq"));

      assertThat(delivered(reviewer, "oh zq" + typed.charAt(i) + "zq no"))
          .as("%c as %c", typed.charAt(i), letters.charAt(i))
          .isEqualTo("oh ***** no");
    }
  }

  /** Han, Hiragana, Thai, Lao, Khmer and Myanmar: a word has no space before and after it. */
  @ParameterizedTest
  @CsvSource({
    "傻瓜,你这个傻瓜啊",
    "すし,このすしです",
    "แมว,นี่แมวดำ",
    "ແມວ,ນີ້ແມວດີ",
    "ឆ្មា,នេះឆ្មាខ្មៅ",
    "ခွေး,ဒီခွေးမည်း"
  })
  void mask_scriptWithoutSpaces_isMaskedInsideOtherText(String word, String typed) {
    assertThat(delivered(MessageReviewer.maskWords(List.of(word)), typed))
        .isNotEqualTo(typed)
        .matches(typed.replace(word, "\\*+"));
  }

  @Test
  void mask_phraseWithLookAlikes_isMasked() {
    assertThat(delivered(mask, "g0 away")).isEqualTo("** ****");
  }

  @Test
  void mask_wordOfAnotherAlphabet_isUnchanged() {
    // Entirely Cyrillic, the word for "mouth", although it looks like "pot".
    assertThat(delivered(MessageReviewer.maskWords(List.of("pot")), "рот")).isEqualTo("рот");
  }

  @Test
  void deny_listedWord_reasonOmitsTheWord() {
    ReviewResult result = MessageReviewer.denyWords(WORDS).review(message("what the hell"));

    assertThat(result).isInstanceOf(ReviewResult.Deny.class);
    assertThat(((ReviewResult.Deny) result).reason()).doesNotContain("hell");
  }

  @Test
  void mask_messageWithAttributes_keepsThem() {
    assertThat(mask.review(message("hell")))
        .isEqualTo(new ReviewResult.Rewrite("****", message("").attributes()));
  }

  @Test
  void mask_longestMessage_staysWithinTheLimit() {
    String typed = "ａss ".repeat(125);

    assertThat(delivered(mask, typed)).isEqualTo("*** ".repeat(125));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-", "\u200b", ".,;"})
  void denyWords_onlyPunctuation_isRejected(String word) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> MessageReviewer.denyWords(List.of(word)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("words"));
  }

  @Test
  void denyWords_tooLong_isRejected() {
    MessageReviewer.denyWords(List.of("x".repeat(100)));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> MessageReviewer.denyWords(List.of("x".repeat(101))));
  }

  /** Returns a word of syllables, so that words share beginnings and ends. */
  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int syllables = 1 + random.nextInt(4);
    for (int i = 0; i < syllables; i++) {
      word.append("bdfgkmnprstz".charAt(random.nextInt(12)))
          .append("aeou".charAt(random.nextInt(4)));
    }
    return word.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void mask_randomMessages_masksExactlyTheListedWords(long seed) {
    Random random = new Random(seed);
    List<String> listed = IntStream.range(0, 3000).mapToObj(i -> word(random)).distinct().toList();
    MessageReviewer reviewer = MessageReviewer.maskWords(listed);
    for (int round = 0; round < 200; round++) {
      StringBuilder typed = new StringBuilder();
      StringBuilder expected = new StringBuilder();
      while (typed.codePoints().count() < 400) {
        String word = word(random);
        String shown = disguised(word, random);
        String between = List.of(" ", ", ", "! ", " - ", "\n", " 🎉 ").get(random.nextInt(6));
        typed.append(shown).append(between);
        expected.append(listed.contains(word) ? "*".repeat(word.length()) : shown).append(between);
      }
      assertThat(delivered(reviewer, typed.toString()))
          .as("seed %d, message %s", seed, typed)
          .isEqualTo(expected.toString());
    }
  }

  private static String disguised(String word, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> word.toUpperCase(Locale.ROOT);
      case 1 -> word.charAt(0) + "\u200b" + word.substring(1);
      case 2 -> word.charAt(0) + "\u0301" + word.substring(1);
      case 3 -> (char) (word.charAt(0) - 'a' + '\uff41') + word.substring(1);
      case 4 -> word.replaceFirst("a", "\u0430");
      default -> word;
    };
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void mask_manyWords_timeDependsOnTheMessageOnly() {
    Random random = new Random(9);
    List<String> listed = new ArrayList<>();
    // Every prefix of the worst message is a listed word, and so are thousands of other words.
    IntStream.rangeClosed(1, 100).forEach(i -> listed.add("a".repeat(i)));
    IntStream.range(0, 20_000).forEach(i -> listed.add(word(random) + word(random)));
    MessageReviewer reviewer = MessageReviewer.maskWords(listed);

    for (int i = 0; i < 2_000; i++) {
      assertThat(reviewer.review(message("a".repeat(500)))).isEqualTo(ReviewResult.allow());
      assertThat(reviewer.review(message("我".repeat(500)))).isEqualTo(ReviewResult.allow());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void mask_anyText_doesNotFailOrGrow(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      String typed =
          random
              .ints(random.nextInt(60), 0, Character.MAX_CODE_POINT + 1)
              .map(c -> random.nextBoolean() ? "hels a'1$!|@".charAt(c % 12) : c % 0x3100)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();

      String delivered = delivered(mask, typed);

      assertThat(delivered.codePointCount(0, delivered.length()))
          .as("seed %d, message %s", seed, typed)
          .isLessThanOrEqualTo(typed.codePointCount(0, typed.length()));
    }
  }
}
