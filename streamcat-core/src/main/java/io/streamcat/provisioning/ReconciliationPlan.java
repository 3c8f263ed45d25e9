package io.streamcat.provisioning;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The differences between the users of a namespace and AWS at one time.
 *
 * <p>A plan may be applied at any later time, because each finding is checked again then.
 *
 * @param at the time at which AWS had been listed; every named resource existed by then
 * @param namespace the namespace compared
 * @param users the number of users of this region and account, in any state
 * @param resources the number of resources of the namespace that AWS has listed
 * @param findings the differences, in the order in which they are applied; unmodifiable
 */
public record ReconciliationPlan(
    Instant at, String namespace, long users, long resources, List<Finding> findings) {

  /**
   * The share of resources that may be deleted as orphans without acceptance by the caller: one in
   * this number.
   */
  private static final int RESOURCES_PER_ORPHAN = 10;

  /** Copies the findings. */
  public ReconciliationPlan {
    findings = List.copyOf(findings);
  }

  /**
   * Returns the accepted part of the plan.
   *
   * @param accepted returns true for the findings to keep
   * @return a plan with those findings alone
   */
  public ReconciliationPlan only(Predicate<Finding> accepted) {
    return new ReconciliationPlan(
        at, namespace, users, resources, findings.stream().filter(accepted).toList());
  }

  /**
   * Counts the findings of a type.
   *
   * @param type the type
   * @return the number of findings of that type
   */
  public long count(Finding.Type type) {
    return findings.stream().filter(finding -> finding.type() == type).count();
  }

  /**
   * Returns whether the plan deletes so many orphans that {@link
   * Reconciler#apply(ReconciliationPlan)} rejects it: more than a tenth of the resources, or any
   * while there are no users.
   *
   * @return true if only {@link Reconciler#apply(ReconciliationPlan, long)} applies the plan
   */
  public boolean deletesMany() {
    long orphans = count(Finding.Type.ORPHANED);
    return orphans > 0 && (users == 0 || orphans * RESOURCES_PER_ORPHAN > resources);
  }

  /**
   * Returns whether users and AWS agree.
   *
   * @return true if there are no findings
   */
  public boolean isEmpty() {
    return findings.isEmpty();
  }

  /**
   * Describes the whole plan, for people.
   *
   * @return a summary and a line for each finding, each ended by a line feed
   */
  public String toText() {
    StringBuilder text = new StringBuilder(toString()).append('\n');
    findings.forEach(finding -> text.append(finding).append('\n'));
    return text.toString();
  }

  /**
   * Summarises the plan in one line.
   *
   * @return the numbers of users and resources compared, and of findings by type
   */
  @Override
  public String toString() {
    Map<Finding.Type, Long> counts =
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    Finding::type, () -> new EnumMap<>(Finding.Type.class), Collectors.counting()));
    return String.format(
        Locale.ROOT,
        "Namespace %s at %s, users: %d, resources: %d, findings: %d%s",
        namespace,
        at,
        users,
        resources,
        findings.size(),
        counts.isEmpty() ? "" : " " + counts);
  }
}
