package io.streamcat.moderation;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * A text folded so that texts that read alike are equal, with the typed position of each character.
 *
 * <p>Folding removes differences of case and width, decomposes compatibility forms and leaves out
 * invisible characters.
 */
final class FoldedText {

  private static final int TYPOGRAPHIC_APOSTROPHE = 0x2019;

  private final StringBuilder text = new StringBuilder();
  private int[] from;
  private int[] to;

  private FoldedText(int expected) {
    from = new int[expected];
    to = new int[expected];
  }

  /** Folds a text and keeps its accents. */
  static FoldedText of(String typed) {
    return fold(typed, false);
  }

  /** Folds a text and leaves out its accents. */
  static FoldedText withoutAccents(String typed) {
    return fold(typed, true);
  }

  private static FoldedText fold(String typed, boolean accentsToo) {
    FoldedText folded = new FoldedText(typed.length());
    int next;
    for (int i = 0; i < typed.length(); i = next) {
      int point = typed.codePointAt(i);
      next = i + Character.charCount(point);
      if (point < 0x80) {
        folded.add(Character.toLowerCase(point), i, next);
        continue;
      }
      int end = next;
      int start = i;
      int before = folded.text.length();
      decomposed(point)
          .codePoints()
          .filter(c -> !isInvisible(c) && !(accentsToo && isAccent(c)))
          .forEach(c -> folded.add(c, start, end));
      if (folded.text.length() == before) {
        folded.extend(next);
      }
    }
    return folded;
  }

  /** Converts to upper case first, so that a sharp s becomes the two letters it stands for. */
  private static String decomposed(int point) {
    return point == TYPOGRAPHIC_APOSTROPHE
        ? "'"
        : Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
  }

  /**
   * Returns whether a character is a format or filler character. Such characters are invisible and
   * would hide a word.
   */
  static boolean isInvisible(int point) {
    return Character.getType(point) == Character.FORMAT
        || switch (point) {
          case 0x034f, 0x0640, 0x115f, 0x1160, 0x3164, 0xffa0 -> true;
          default -> point >= 0xfe00 && point <= 0xfe0f;
        };
  }

  /**
   * Returns whether a character is a mark that any script uses. The marks of a single script may be
   * its vowels.
   */
  static boolean isAccent(int point) {
    return Character.getType(point) == Character.NON_SPACING_MARK
        && Character.UnicodeScript.of(point) == Character.UnicodeScript.INHERITED;
  }

  private void add(int point, int start, int end) {
    int at = text.length();
    text.appendCodePoint(point);
    if (text.length() > from.length) {
      from = Arrays.copyOf(from, text.length() * 2);
      to = Arrays.copyOf(to, text.length() * 2);
    }
    Arrays.fill(from, at, text.length(), start);
    Arrays.fill(to, at, text.length(), end);
  }

  private void extend(int end) {
    if (!text.isEmpty()) {
      to[text.length() - 1] = end;
    }
  }

  /** Returns the folded text. */
  String text() {
    return text.toString();
  }

  /** Returns the typed position at which the folded character begins. */
  int from(int index) {
    return from[index];
  }

  /**
   * Returns the typed position at which the folded character ends, including the invisible
   * characters after it.
   */
  int to(int index) {
    return to[index];
  }

  /**
   * Returns this text with other characters.
   *
   * @param replacement returns the character for an index; it has as many units as the character
   *     that it replaces
   */
  FoldedText replaced(IntUnaryOperator replacement) {
    FoldedText changed = new FoldedText(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      changed.add(replacement.applyAsInt(i), from[i], to[i]);
    }
    return changed;
  }

  /** Returns this text with each run of blanks and punctuation as one blank. */
  FoldedText separated() {
    FoldedText separated = new FoldedText(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int end = i + Character.charCount(text.codePointAt(i)) - 1;
      if (!isSeparator(i)) {
        separated.add(text.codePointAt(i), from[i], to[end]);
      } else if (separated.text.isEmpty()
          || separated.text.charAt(separated.text.length() - 1) != ' ') {
        separated.add(' ', from[i], to[end]);
      } else {
        separated.extend(to[end]);
      }
    }
    return separated;
  }

  private boolean isSeparator(int index) {
    int point = text.codePointAt(index);
    if (point == '\'') {
      // An apostrophe between letters belongs to the word.
      return index == 0
          || index + 1 == text.length()
          || !Character.isLetter(text.codePointBefore(index))
          || !Character.isLetter(text.codePointAt(index + 1));
    }
    return switch (Character.getType(point)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
