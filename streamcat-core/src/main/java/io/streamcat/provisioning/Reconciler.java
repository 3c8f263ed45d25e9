package io.streamcat.provisioning;

/**
 * Compares the users of a namespace with what exists in AWS, and repairs the differences that are
 * accepted.
 *
 * <p>Recovery finishes what StreamCat has begun; this is for what nobody has begun: resources
 * deleted or changed in the console, a database restored from a backup, leftovers of a server that
 * was too slow. Users whom recovery or another worker is to finish are left alone, with everything
 * created for them.
 *
 * <p>Nothing is touched that lacks the tag of the namespace or has another's, or is younger than
 * the {@linkplain ProvisioningSettings#reconciliationGracePeriod() grace period}. What does not
 * tell its age is not deleted before the plan that names it has reached that age itself.
 *
 * <p>Thread safe, and safe to run while users come and go, on many servers. The namespace has to
 * be set: with the default one, methods throw {@link io.streamcat.error.InvalidInputException}.
 * Resources that another store of users has tagged are shown and never touched. Methods throw {@link
 * io.streamcat.error.StreamCatException} inside a database transaction of yours that the repository
 * joins, as it might not show users who have just come.
 */
public interface Reconciler {

  /**
   * Compares which resources there are; changes nothing.
   *
   * <p>It pages through AWS's lists and then through the users, and makes no call for a single
   * resource unless one that is recorded is not listed.
   *
   * @return the differences
   * @throws io.streamcat.error.AwsException if AWS could not be asked
   */
  ReconciliationPlan plan();

  /**
   * Compares which resources there are and what settings they have; changes nothing.
   *
   * <p>Settings are compared with those recorded, not with those new users are given; tags and
   * names are not compared. Fifty channels are asked for by one call (BatchGetChannel), chat rooms
   * only if their list says that they were updated, and each stage by a call of its own.
   *
   * @return the differences, {@link Finding.Type#DRIFTED} among them
   * @throws io.streamcat.error.AwsException if AWS could not be asked
   */
  ReconciliationPlan planWithDrift();

  /**
   * Settles what a plan has found; pass {@link ReconciliationPlan#only} what is accepted.
   *
   * <p>Each finding is looked at again right before something is done about it, and skipped if it
   * is not true any more. One that fails does not stop the others. If the thread is interrupted the
   * rest is skipped.
   *
   * @param plan the plan, or the accepted part of it
   * @return what was done
   * @throws io.streamcat.error.InvalidInputException if the plan is another namespace's, if it would
   *     delete more than a tenth of the namespace's resources as orphans, or any orphan while there
   *     are no users
   */
  ReconciliationReport apply(ReconciliationPlan plan);

  /**
   * Settles what a plan has found, however many orphans it deletes.
   *
   * @param plan the plan, or the accepted part of it
   * @param orphans the number of {@link Finding.Type#ORPHANED} findings in the plan, as a sign that
   *     the caller has seen it
   * @return what was done
   * @throws io.streamcat.error.InvalidInputException if the plan is another namespace's, or has
   *     another number of orphans
   */
  ReconciliationReport apply(ReconciliationPlan plan, long orphans);
}
