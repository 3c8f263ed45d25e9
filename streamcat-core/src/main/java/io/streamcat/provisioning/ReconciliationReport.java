package io.streamcat.provisioning;

import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.internal.Failures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of applying a plan.
 *
 * @param done the findings that were settled; unmodifiable
 * @param skipped the skipped findings with the reasons: no longer true, too young, or the user is
 *     being worked on; unmodifiable
 * @param failed the findings that could not be settled, with the reasons; unmodifiable
 */
public record ReconciliationReport(
    List<Finding> done, Map<Finding, String> skipped, Map<Finding, StreamCatException> failed) {

  /** Copies the collections. */
  public ReconciliationReport {
    done = List.copyOf(done);
    skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
  }

  /**
   * Describes the whole report, for people.
   *
   * @return a summary and a line for each finding, each ended by a line feed
   */
  public String toText() {
    StringBuilder text = new StringBuilder(toString()).append('\n');
    done.forEach(finding -> line(text, "done", finding, ""));
    skipped.forEach((finding, reason) -> line(text, "skipped", finding, " -- " + reason));
    failed.forEach(
        (finding, failure) -> line(text, "failed", finding, " -- " + Failures.describe(failure)));
    return text.toString();
  }

  private static void line(StringBuilder text, String outcome, Finding finding, String reason) {
    text.append(outcome).append(": ").append(finding).append(reason).append('\n');
  }

  /**
   * Summarises the report in one line.
   *
   * @return the numbers of findings that were done, skipped and failed
   */
  @Override
  public String toString() {
    return "done: " + done.size() + ", skipped: " + skipped.size() + ", failed: " + failed.size();
  }
}
