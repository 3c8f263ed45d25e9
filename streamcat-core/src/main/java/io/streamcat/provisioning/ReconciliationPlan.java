package io.streamcat.provisioning;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How the users of a namespace differ from what exists in AWS, as it was seen at one time.
 *
 * <p>It may be kept for as long as one likes before it is applied, since everything is looked at
 * again then.
 *
 * @param at when AWS had been looked at; every resource named existed by then
 * @param namespace the namespace compared
 * @param users how many users were compared, in whatever state
 * @param resources how many resources of the namespace AWS has listed
 * @param findings the differences, in the order in which they are applied; unmodifiable
 */
public record ReconciliationPlan(
    Instant at, String namespace, long users, long resources, List<Finding> findings) {

  /**
   * Copies what needs it.
   *
   * @param at when AWS had been looked at
   * @param namespace the namespace compared
   * @param users how many users were compared
   * @param resources how many resources of the namespace AWS has listed
   * @param findings the differences
   */
  public ReconciliationPlan {
    findings = List.copyOf(findings);
  }

  /**
   * Returns the part of the plan that is accepted.
   *
   * @param accepted tells of a finding whether to keep it
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
   * @return how many there are
   */
  public long count(Finding.Type type) {
    return findings.stream().filter(finding -> finding.type() == type).count();
  }

  /**
   * Tells whether there is nothing to do.
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
   * @return what was compared, and how many findings of which type there are
   */
  @Override
  public String toString() {
    Map<Finding.Type, Long> counts =
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    Finding::type, () -> new EnumMap<>(Finding.Type.class), Collectors.counting()));
    return "Namespace %s at %s, users: %d, resources: %d, findings: %d%s"
        .formatted(
            namespace, at, users, resources, findings.size(), counts.isEmpty() ? "" : " " + counts);
  }
}
