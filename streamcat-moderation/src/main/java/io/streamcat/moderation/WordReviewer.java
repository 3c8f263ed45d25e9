package io.streamcat.moderation;

import io.streamcat.exception.Check;
import java.util.BitSet;
import java.util.Collection;

/** A reviewer that reads every message twice: as it is spelt, and as it looks. */
final class WordReviewer implements MessageReviewer {

  private static final int MAX_WORD = 100;

  private final WordMatcher spelt = new WordMatcher();
  private final WordMatcher looks = new WordMatcher();
  private final boolean mask;

  WordReviewer(Collection<String> words, boolean mask) {
    this.mask = mask;
    for (String word : Check.given("words", words)) {
      Check.length("words", word, 1, MAX_WORD);
      FoldedText folded = FoldedText.withoutAccents(word);
      String plain = folded.separated().text().strip();
      Check.that(!plain.isEmpty(), "words", "words", "has one with only blanks and punctuation");
      spelt.add(plain);
      looks.add(LookAlikes.of(folded).applied().separated().text().strip());
    }
  }

  @Override
  public ReviewResult review(MessageReviewRequest request) {
    String typed = request.content();
    BitSet found = find(typed);
    if (found.isEmpty()) {
      return ReviewResult.allow();
    }
    return mask
        ? ReviewResult.rewrite(request, masked(typed, found))
        : ReviewResult.deny("a word in the message is not allowed here");
  }

  private BitSet find(String typed) {
    BitSet found = new BitSet();
    FoldedText folded = FoldedText.withoutAccents(typed);
    FoldedText asSpelt = folded.separated();
    spelt.find(asSpelt.text(), (start, end) -> found.set(asSpelt.from(start), asSpelt.to(end - 1)));
    LookAlikes seen = LookAlikes.of(folded);
    FoldedText asSeen = seen.applied().separated();
    looks.find(
        asSeen.text(),
        (start, end) -> {
          int from = asSeen.from(start);
          int to = asSeen.to(end - 1);
          // A word without look-alikes was found as spelt, or has an l where the listed word has
          // an i.
          if (seen.isDisguised(from, to)) {
            found.set(from, to);
          }
        });
    return found;
  }

  private static String masked(String typed, BitSet found) {
    StringBuilder masked = new StringBuilder(typed.length());
    for (int i = 0; i < typed.length(); i += Character.charCount(typed.codePointAt(i))) {
      int point = typed.codePointAt(i);
      if (!found.get(i) || Character.isWhitespace(point)) {
        masked.appendCodePoint(point);
      } else if (!FoldedText.isInvisible(point) && !FoldedText.isAccent(point)) {
        masked.append('*');
      }
    }
    return masked.toString();
  }
}
