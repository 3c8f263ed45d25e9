package io.streamcat.moderation;

import java.time.Clock;
import java.util.Collection;
import java.util.List;

/**
 * A reviewer that decides whether a message is delivered, changed or denied.
 *
 * <pre>{@code
 * MessageReviewer reviewer =
 *     MessageReviewer.inOrder(
 *         ReviewBudget.of(Fallback.DENY),
 *         List.of(
 *             MessageReviewer.denyLinks(List.of("example.com")),
 *             MessageReviewer.maskWords(words)));
 * }</pre>
 *
 * <p>Implementations are thread-safe. No reviewer is interrupted, so an implementation that calls
 * another service must limit its own waiting time.
 */
@FunctionalInterface
public interface MessageReviewer {

  /**
   * Reviews a message.
   *
   * @param request the message, as the previous reviewers left it
   * @return the decision
   */
  ReviewResult review(MessageReviewRequest request);

  /**
   * Returns a chain of reviewers with a time limit. Each reviewer gets the message as the previous
   * one left it. The first reviewer that denies the message decides; later reviewers are not asked.
   *
   * <p>If a reviewer throws or ends too late, the budget's fallback decides and no further reviewer
   * is asked. If the fallback allows the message, earlier rewrites remain in effect. If a
   * reviewer's answer exceeds a limit, for example because the changed message is too long, the
   * message is denied.
   *
   * @param budget the time that all reviewers may take together, and the fallback
   * @param reviewers the reviewers, in this order
   * @return a reviewer that never throws
   */
  static MessageReviewer inOrder(ReviewBudget budget, List<MessageReviewer> reviewers) {
    return new ReviewChain(budget, reviewers);
  }

  /**
   * Returns a reviewer that denies messages containing a forbidden word.
   *
   * <p>The reviewer recognises words regardless of case, accents and width. It sees through
   * invisible characters, and through digits, signs and letters of other alphabets that look like
   * Latin letters. It finds whole words only, never a word inside another. In scripts that are
   * written without spaces, such as Chinese, it finds a word anywhere. A word written entirely in
   * another alphabet is compared as it is, even if it looks Latin. The message's attributes are
   * ignored.
   *
   * @param words words and phrases, 1 to 100 characters each
   * @return a reviewer whose time depends on the length of the message and not on the number of
   *     words
   * @throws io.streamcat.exception.InvalidInputException if a word is too long, or consists of
   *     blanks and punctuation only
   */
  static MessageReviewer denyWords(Collection<String> words) {
    return new WordReviewer(words, false);
  }

  /**
   * Returns a reviewer that replaces forbidden words by stars. It recognises words like {@link
   * #denyWords}. The rest stays as it was typed, and the message never becomes longer.
   *
   * @param words words and phrases, 1 to 100 characters each
   * @return a reviewer whose time depends on the length of the message and not on the number of
   *     words
   * @throws io.streamcat.exception.InvalidInputException if a word is too long, or consists of
   *     blanks and punctuation only
   */
  static MessageReviewer maskWords(Collection<String> words) {
    return new WordReviewer(words, true);
  }

  /**
   * Returns a reviewer that denies messages containing a link.
   *
   * <p>A link has a scheme and two slashes, begins with {@code www.}, names a host followed by a
   * path, or names a host in a common top-level domain. An e-mail address is not a link.
   *
   * @param allowedHosts the hosts to which http and https links are allowed, including their
   *     subdomains
   * @return a reviewer
   * @throws io.streamcat.exception.InvalidInputException if one of them is not a host name
   */
  static MessageReviewer denyLinks(Collection<String> allowedHosts) {
    return new LinkReviewer(allowedHosts, false);
  }

  /**
   * Returns a reviewer that removes links. It recognises links like {@link #denyLinks}. The rest
   * stays as it was typed; a message without any rest is denied.
   *
   * @param allowedHosts the hosts to which http and https links are allowed, including their
   *     subdomains
   * @return a reviewer
   * @throws io.streamcat.exception.InvalidInputException if one of them is not a host name
   */
  static MessageReviewer stripLinks(Collection<String> allowedHosts) {
    return new LinkReviewer(allowedHosts, true);
  }

  /**
   * Returns a reviewer that denies messages of a sender who exceeds a rate in a room. Denied
   * messages do not count.
   *
   * <p>The reviewer keeps the rates in memory. Each instance of a Lambda function therefore counts
   * separately.
   *
   * @param limit the maximum rate
   * @param clock the clock
   * @return a reviewer
   */
  static MessageReviewer limitRate(RateLimit limit, Clock clock) {
    return new RateReviewer(limit, clock);
  }
}
