package io.streamcat.moderation;

import java.util.HashMap;
import java.util.Map;

/**
 * A matcher that finds words in folded texts. The words form a tree of characters, which is entered
 * wherever a word may begin.
 */
final class WordMatcher {

  /** A consumer of the words that were found. */
  @FunctionalInterface
  interface Hits {

    /**
     * Receives the position of a word.
     *
     * @param start the index of its first character
     * @param end the index after its last character
     */
    void accept(int start, int end);
  }

  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>(2);
    private boolean isWord;
  }

  private final Node root = new Node();

  /** Adds a word that is folded and separated like the texts. */
  void add(String word) {
    Node node = root;
    for (int i = 0; i < word.length(); i++) {
      node = node.next.computeIfAbsent(word.charAt(i), any -> new Node());
    }
    node.isWord = true;
  }

  /** Finds the words in a text. The duration of a step does not depend on the number of words. */
  void find(String text, Hits hits) {
    for (int start = 0; start < text.length(); start++) {
      if (mayBegin(text, start)) {
        Node node = root.next.get(text.charAt(start));
        for (int end = start + 1; node != null; end++) {
          if (node.isWord && mayEnd(text, end)) {
            hits.accept(start, end);
          }
          node = end < text.length() ? node.next.get(text.charAt(end)) : null;
        }
      }
    }
  }

  private static boolean mayBegin(String text, int start) {
    return start == 0 || !isInside(text.codePointBefore(start), text.codePointAt(start));
  }

  private static boolean mayEnd(String text, int end) {
    if (end == text.length()) {
      return true;
    }
    if (text.charAt(end) == '\'') {
      // The characters after an apostrophe belong to the word, except for the s of a genitive.
      return text.startsWith("s", end + 1)
          && (end + 2 == text.length() || !belongsToWord(text.codePointAt(end + 2)));
    }
    return !isInside(text.codePointBefore(end), text.codePointAt(end));
  }

  /** Returns whether two adjacent characters belong to one word. */
  private static boolean isInside(int before, int after) {
    return belongsToWord(before)
        && belongsToWord(after)
        && !isWrittenWithoutSpaces(before)
        && !isWrittenWithoutSpaces(after);
  }

  private static boolean belongsToWord(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> Character.isLetterOrDigit(point);
    };
  }

  private static boolean isWrittenWithoutSpaces(int point) {
    return switch (Character.UnicodeScript.of(point)) {
      case HAN, HIRAGANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
