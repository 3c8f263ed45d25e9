package io.streamcat.emulator;

import java.util.List;

/**
 * The faults that requests meet. Thread safe; a change applies to every request that arrives after
 * the method has returned.
 *
 * <p>All matching rules for conditions apply to a request. The times of {@link Fault#LATENCY} rules
 * add up. The greatest delay counts among {@link Fault#STALE_LIST}, {@link Fault#NEW_NOT_FOUND} and
 * {@link Fault#LATE_TAGS} rules. Each {@link Fault#SHIFTING_LIST} rule moves one item. Of the rules
 * for incidents, only the first matching one applies, in the order in which they were added. Each
 * application uses up one of the rule's {@link FaultRule#times()}. A request whose body is not JSON
 * is rejected before it can meet a fault.
 */
public interface Faults {
  /**
   * Adds a rule after the existing rules.
   *
   * @param rule the rule
   */
  void add(FaultRule rule);

  /**
   * Returns the rules that are not used up.
   *
   * @return the rules in the order in which they were added, each with the number of times that it
   *     still applies
   */
  List<FaultRule> rules();

  /** Removes all rules. Effects that a {@link Fault#LATE_EFFECT} rule has delayed still happen. */
  void clear();
}
