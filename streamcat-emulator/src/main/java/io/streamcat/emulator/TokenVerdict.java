package io.streamcat.emulator;

import java.util.List;

/**
 * The result of verifying a token. Immutable.
 *
 * @param reasons every reason for a rejection, in words; empty if the token is valid
 */
public record TokenVerdict(List<String> reasons) {
  /** Creates a verdict. */
  public TokenVerdict {
    reasons = List.copyOf(reasons);
  }

  /**
   * Returns whether the token is valid.
   *
   * @return whether there is no reason for a rejection
   */
  public boolean valid() {
    return reasons.isEmpty();
  }
}
