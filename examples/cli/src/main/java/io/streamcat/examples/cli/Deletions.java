package io.streamcat.examples.cli;

import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import org.jspecify.annotations.Nullable;

/**
 * The deletions of a plan and their limits.
 *
 * @param plan the plan
 * @param count the number of resources that the plan deletes
 */
record Deletions(ReconciliationPlan plan, long count) {

  static Deletions of(ReconciliationPlan plan) {
    return new Deletions(
        plan, plan.count(Finding.Type.ORPHANED) + plan.count(Finding.Type.DUPLICATE));
  }

  /**
   * Fails unless the operator accepts the deletions.
   *
   * @param accepted the number that the operator accepts, or null
   * @param withoutQuestion whether the operator is not asked
   * @return the effect of the plan in words
   */
  String require(@Nullable Long accepted, boolean withoutQuestion) {
    if (accepted != null && accepted != count) {
      throw new UsageException(
          "--delete " + accepted + ": the plan deletes " + count + ". Nothing was changed.", null);
    }
    if (accepted == null && plan.deletesMany()) {
      throw new StreamCatException(
          "this would delete "
              + plan.count(Finding.Type.ORPHANED)
              + " of "
              + plan.resources()
              + " resources as orphans, and the database has "
              + (plan.users() == 0 ? "no users" : plan.users() + " users")
              + ": if this is the right database, add --delete "
              + count,
          false,
          null);
    }
    if (accepted == null && withoutQuestion && count > 0) {
      throw new UsageException(
          "--yes needs --delete " + count + ", the number of resources that the plan deletes.",
          null);
    }
    return "This repairs "
        + plan.findings().size()
        + " findings and deletes "
        + count
        + " of "
        + plan.resources()
        + " resources.";
  }
}
