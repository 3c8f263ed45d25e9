package io.streamcat.emulator;

import java.util.List;

/**
 * Whether a token is good for what it was shown for. Immutable.
 *
 * @param reasons every reason to refuse it, in words; empty when it is valid
 */
public record TokenVerdict(List<String> reasons) {
  /**
   * Describes what became of a token.
   *
   * @param reasons every reason to refuse it
   */
  public TokenVerdict {
    reasons = List.copyOf(reasons);
  }

  /**
   * Tells whether the token is valid.
   *
   * @return whether there is no reason to refuse it
   */
  public boolean valid() {
    return reasons.isEmpty();
  }
}
