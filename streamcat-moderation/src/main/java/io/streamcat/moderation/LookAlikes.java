package io.streamcat.moderation;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * A folded text in which look-alikes of Latin letters are replaced by those letters.
 *
 * <p>The replacement applies only to words whose other letters are Latin. Words in other alphabets
 * and numbers stay as they are.
 */
final class LookAlikes {

  private static final String CYRILLIC =
      "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458"
          + "\u0501\u04bb";
  private static final String AS_CYRILLIC = "abekmhopctyxsijdh";
  private static final String GREEK =
      "\u03b1\u03b2\u03b5\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3\u03c9";
  private static final String AS_GREEK = "abenikmvoptuxyw";
  private static final String SIGNS = "0134578@$!|";
  private static final String AS_SIGNS = "oieastbasii";

  private static final Map<Integer, Integer> LETTERS =
      pairs(CYRILLIC + GREEK, AS_CYRILLIC + AS_GREEK);
  private static final Map<Integer, Integer> FIGURES = pairs(SIGNS, AS_SIGNS);

  private final FoldedText folded;
  private final String text;
  private final int[] latin;
  private final BitSet disguised = new BitSet();

  private LookAlikes(FoldedText folded) {
    this.folded = folded;
    this.text = folded.text();
    this.latin = text.chars().toArray();
  }

  private static Map<Integer, Integer> pairs(String characters, String latin) {
    Map<Integer, Integer> pairs = new HashMap<>();
    for (int i = 0; i < characters.length(); i++) {
      pairs.put((int) characters.charAt(i), (int) latin.charAt(i));
    }
    return Map.copyOf(pairs);
  }

  /** Finds the look-alikes in a text. */
  static LookAlikes of(FoldedText folded) {
    LookAlikes result = new LookAlikes(folded);
    int start = 0;
    while (start < result.text.length()) {
      int end = start;
      while (end < result.text.length() && result.belongsToWord(end)) {
        end += Character.charCount(result.text.codePointAt(end));
      }
      result.unmask(start, end);
      start = end + (end < result.text.length() ? 1 : 0);
    }
    return result;
  }

  private boolean belongsToWord(int index) {
    int point = text.codePointAt(index);
    if (point == '!' || point == '|') {
      // At the end of a word, these characters are punctuation.
      return index + 1 < text.length() && Character.isLetterOrDigit(text.codePointAt(index + 1));
    }
    return Character.isLetterOrDigit(point) || FIGURES.containsKey(point);
  }

  private void unmask(int start, int end) {
    int letters = 0;
    int foreign = 0;
    int figures = 0;
    for (int i = start; i < end; i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      if (LETTERS.containsKey(point)) {
        foreign++;
      } else if (!Character.isLetter(point)) {
        figures++;
      } else if (Character.UnicodeScript.of(point) == Character.UnicodeScript.LATIN) {
        letters++;
      } else {
        return;
      }
    }
    if (letters > 0 && figures <= letters + foreign) {
      for (int i = start; i < end; i++) {
        unmask(i);
      }
    }
  }

  private void unmask(int index) {
    int point = latin[index];
    Integer behind = LETTERS.getOrDefault(point, FIGURES.get(point));
    if (behind != null) {
      disguised.set(folded.from(index));
      point = behind;
    }
    // The digit one stands for both letters, and so do a bar and a capital i.
    latin[index] = point == 'i' ? 'l' : point;
  }

  /**
   * Returns the text with Latin letters in place of their look-alikes, and an l in place of each i.
   */
  FoldedText applied() {
    return folded.replaced(
        i -> Character.charCount(text.codePointAt(i)) == 1 ? latin[i] : text.codePointAt(i));
  }

  /** Returns whether a range of the typed text contains a look-alike. */
  boolean isDisguised(int start, int end) {
    int next = disguised.nextSetBit(start);
    return next >= 0 && next < end;
  }
}
