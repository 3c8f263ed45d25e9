package io.streamcat.moderation;

import java.time.Clock;
import java.util.Collection;
import java.util.List;

/**
 * Decides what becomes of messages before they are delivered.
 *
 * <p>Implementations are thread safe. One that asks somebody else has to limit how long it waits:
 * no reviewer is interrupted.
 */
@FunctionalInterface
public interface MessageReviewer {

  /**
   * Reviews a message.
   *
   * @param request the message, as the reviewers before have left it
   * @return what becomes of it
   */
  ReviewResult review(MessageReviewRequest request);

  /**
   * Asks several reviewers in turn, in limited time. Each is given what the one before has made of
   * the message; the first that denies it decides, and those after it are not asked.
   *
   * <p>The budget's fallback decides as soon as a reviewer throws, or has ended late; none is asked
   * after that. If it allows the message, what reviewers have rewritten until then stays rewritten.
   *
   * @param budget how long they may take together, and what comes of a message if they take longer
   * @param reviewers the reviewers, in this order
   * @return a reviewer that never throws
   */
  static MessageReviewer inOrder(ReviewBudget budget, List<MessageReviewer> reviewers) {
    return new ReviewChain(budget, reviewers);
  }

  /**
   * Denies messages that hold one of many words.
   *
   * <p>Words are recognised whatever their case, their accents and their width, with invisible
   * characters in them, and with digits, signs and letters of other alphabets that look like Latin
   * ones in their midst. A word is found as a whole, never inside another; in scripts that are
   * written without spaces, such as Chinese, it is found anywhere. A word in another alphabet alone
   * is compared as it is, however Latin it looks. The message's attributes are not read.
   *
   * @param words words and phrases, 1 to 100 characters each
   * @return a reviewer that takes time in proportion to the message, however many words there are
   * @throws io.streamcat.exception.InvalidInputException if a word is too long, or holds nothing
   *     but blanks and punctuation
   */
  static MessageReviewer denyWords(Collection<String> words) {
    return new WordReviewer(words, false);
  }

  /**
   * Writes stars in place of certain words, recognised as by {@link #denyWords}; everything else
   * stays as it was typed, and the message grows no longer.
   *
   * @param words words and phrases, 1 to 100 characters each
   * @return a reviewer that takes time in proportion to the message, however many words there are
   * @throws io.streamcat.exception.InvalidInputException if a word is too long, or holds nothing
   *     but blanks and punctuation
   */
  static MessageReviewer maskWords(Collection<String> words) {
    return new WordReviewer(words, true);
  }

  /**
   * Denies messages with a link.
   *
   * <p>A link is whatever has a scheme and two slashes, begins with {@code www.}, names a host
   * followed by a path, or a host in one of the usual top-level domains. An e-mail address is none.
   *
   * @param allowedHosts hosts to which, and to whose subdomains, http and https links are allowed
   * @return a reviewer
   * @throws io.streamcat.exception.InvalidInputException if one is no host
   */
  static MessageReviewer denyLinks(Collection<String> allowedHosts) {
    return new LinkReviewer(allowedHosts, false);
  }

  /**
   * Removes links, recognised as by {@link #denyLinks}, and keeps the rest as it was typed; a
   * message of which nothing is left is denied.
   *
   * @param allowedHosts hosts to which, and to whose subdomains, http and https links are allowed
   * @return a reviewer
   * @throws io.streamcat.exception.InvalidInputException if one is no host
   */
  static MessageReviewer stripLinks(Collection<String> allowedHosts) {
    return new LinkReviewer(allowedHosts, true);
  }

  /**
   * Denies what somebody sends to a room too fast. Messages it denies do not count.
   *
   * <p>It remembers in memory who has sent when: of the several instances AWS makes of a Lambda
   * function each counts by itself.
   *
   * @param limit how fast is too fast
   * @param clock tells the time
   * @return a reviewer
   */
  static MessageReviewer limitRate(RateLimit limit, Clock clock) {
    return new RateReviewer(limit, clock);
  }
}
