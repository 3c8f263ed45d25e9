package io.streamcat.provisioning;

/**
 * The reconciler of a namespace: it compares the users with AWS, and repairs the differences that
 * are accepted.
 *
 * <p>Recovery finishes what StreamCat has begun. Reconciliation repairs everything else: resources
 * that were deleted or changed in the console, a database that was restored from a backup,
 * leftovers of a server that was too slow. A user whose lease a worker holds, or who is not {@code
 * ACTIVE}, is left alone with everything created for that user. So is a resource whose creation or
 * deletion is pending, and a channel whose settings are being changed.
 *
 * <p>Applying touches only resources that have the tag of the namespace and are older than the
 * {@linkplain ProvisioningSettings#reconciliationGracePeriod() grace period}. A resource without a
 * readable age counts as too young until the plan that names it has reached that age itself.
 * Resources that another store of users has created, or none, are shown and never touched.
 *
 * <p>Only users of this region and account are compared, and AWS's lists tell the account. All
 * methods throw {@link io.streamcat.exception.InvalidInputException} if no namespace is set, since
 * two applications could share the default one, and {@link
 * io.streamcat.exception.StreamCatException} inside a database transaction of the caller that the
 * repository joins, since it might not show users who registered meanwhile.
 *
 * <p>Thread safe, and safe to run while users come and go, on many servers.
 */
public interface Reconciler {

  /**
   * Compares which resources exist; changes nothing.
   *
   * <p>AWS's lists and the users are read in pages. A single resource is asked for only if it is
   * recorded and not listed. A resource that cannot be read is reported as {@link
   * Finding.Type#UNREADABLE}; five in a row of one kind end the plan.
   *
   * @return the differences
   * @throws io.streamcat.exception.AwsException if AWS could not be asked
   * @throws io.streamcat.exception.InvalidInputException if the account is set to another one than
   *     the credentials', or is not set and AWS lists no resource that tells it
   */
  ReconciliationPlan plan();

  /**
   * Compares which resources exist and what settings they have; changes nothing.
   *
   * <p>Settings are compared with the recorded ones, not with the defaults for new users; tags and
   * names are not compared. Fifty channels are asked for by one call (BatchGetChannel), chat rooms
   * only if their list says that they were updated, and each stage by a call of its own.
   *
   * @return the differences, {@link Finding.Type#DRIFTED} among them
   * @throws io.streamcat.exception.AwsException if AWS could not be asked
   * @throws io.streamcat.exception.InvalidInputException if the account is set to another one than
   *     the credentials', or is not set and AWS lists no resource that tells it
   */
  ReconciliationPlan planWithDrift();

  /**
   * Compares the recorded settings with the defaults that this instance gives new users; changes
   * nothing and asks AWS for nothing but the account.
   *
   * <p>Settings that were chosen for a user are left alone: at registration, or by {@link
   * UserProvisioner#changeChannel}, {@link UserProvisioner#changeChatRoom} or {@link
   * UserProvisioner#changeStage}, even if the value is a default. A channel whose type was chosen
   * also keeps its preset and multitrack input. Applying the plan rolls the defaults out at
   * background priority: each change is recorded as pending before AWS is called, and a live
   * channel is changed by recovery when its stream has ended. Users who are busy, or whose settings
   * are being changed, are not in the plan, so another plan continues where an interrupted one
   * stopped. The roll-out stops after five failures.
   *
   * @return the differences, all of type {@link Finding.Type#OUTDATED}
   * @throws io.streamcat.exception.AwsException if AWS could not be asked for the account
   */
  ReconciliationPlan planWithDefaults();

  /**
   * Applies the findings of a plan; pass {@link ReconciliationPlan#only} the accepted part.
   *
   * <p>Each finding is looked at again right before it is applied, and skipped if it is not true
   * any more. One that fails does not stop the others. If the thread is interrupted, the rest is
   * skipped.
   *
   * @param plan the plan, or the accepted part of it
   * @return the result
   * @throws io.streamcat.exception.InvalidInputException if the plan is another namespace's, if it
   *     would delete more than a tenth of the namespace's resources as orphans, or any orphan while
   *     there are no users; nothing was changed
   */
  ReconciliationReport apply(ReconciliationPlan plan);

  /**
   * Applies the findings of a plan, however many orphans it deletes.
   *
   * @param plan the plan, or the accepted part of it
   * @param orphans the number of {@link Finding.Type#ORPHANED} findings in the plan, as a sign that
   *     the caller has seen it
   * @return the result
   * @throws io.streamcat.exception.InvalidInputException if the plan is another namespace's, or has
   *     another number of orphans; nothing was changed
   */
  ReconciliationReport apply(ReconciliationPlan plan, long orphans);
}
