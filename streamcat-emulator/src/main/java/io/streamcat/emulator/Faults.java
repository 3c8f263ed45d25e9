package io.streamcat.emulator;

import java.util.List;

/**
 * The faults that requests meet. Thread safe; a change holds for every request that arrives after
 * it has returned.
 *
 * <p>To each request all matching {@link Fault#LATENCY} rules apply, and their times add up. To
 * each list all matching {@link Fault#STALE_LIST} rules apply, and the greatest age counts. Of all
 * other rules only the first that matches applies, in the order in which they were added. A rule
 * that applies has used up one of its {@link FaultRule#times()}.
 */
public interface Faults {
  /**
   * Adds a rule after those that exist.
   *
   * @param rule the rule
   */
  void add(FaultRule rule);

  /**
   * Returns the rules that are not used up.
   *
   * @return the rules in the order added, each with the number of times that it still applies
   */
  List<FaultRule> rules();

  /** Removes all rules. */
  void clear();
}
