package io.streamcat.provisioning;

/**
 * The reconciler of a namespace, which compares the users with AWS and repairs the accepted
 * differences.
 *
 * <pre>{@code
 * ReconciliationPlan plan = streamcat.reconciler().plan(); // changes nothing
 * System.out.print(plan.toText());
 * streamcat.reconciler().apply(plan.only(finding -> finding.type() == Finding.Type.MISSING));
 * }</pre>
 *
 * <p>Recovery finishes the work that StreamCat has begun. Reconciliation repairs everything else:
 * resources that were deleted or changed in the console, a database that was restored from a
 * backup, leftovers of a server that was too slow. Reconciliation skips users who are not {@code
 * ACTIVE} or whose lease a worker holds, with all their resources. It also skips resources whose
 * creation or deletion is pending, and channels whose settings are being changed.
 *
 * <p>Applying changes only resources that have the tag of the namespace and are older than the
 * {@linkplain io.streamcat.UserOptions#reconciliationGracePeriod grace period}. A resource without
 * a readable age counts as too young until the plan that names it has reached that age itself.
 * Resources of another store of users, or without the tag of a store, are shown but never changed.
 *
 * <p>Only users of this region and account are compared; the account is read from AWS's lists. All
 * methods throw {@link io.streamcat.exception.InvalidInputException} if no namespace is set, since
 * two applications could share the default one, and {@link
 * io.streamcat.exception.StreamCatException} inside a database transaction of the caller that the
 * repository joins, since the transaction might not show users who registered meanwhile.
 *
 * <p>Thread safe, and safe to run on many servers while users register and leave.
 */
public interface Reconciler {

  /**
   * Compares the recorded resources with those in AWS; changes nothing.
   *
   * <p>AWS's lists and the users are read in pages. A single resource is read only if it is
   * recorded but not listed. A resource that cannot be read is reported as {@link
   * Finding.Type#UNREADABLE}; five in a row of one kind end the plan with an exception.
   *
   * @return the differences
   * @throws io.streamcat.exception.AwsException if a call of AWS failed
   * @throws io.streamcat.exception.InvalidInputException if the configured account is not the
   *     credentials' account, or if no account is set and AWS lists no resource that shows it
   */
  ReconciliationPlan plan();

  /**
   * Compares the recorded resources and their settings with those in AWS; changes nothing.
   *
   * <p>Settings are compared with the recorded ones, not with the defaults for new users; tags and
   * names are not compared. One call reads fifty channels (BatchGetChannel). A chat room is read
   * only if the list shows an update, and each stage takes a separate call.
   *
   * @return the differences, {@link Finding.Type#DRIFTED} among them
   * @throws io.streamcat.exception.AwsException if a call of AWS failed
   * @throws io.streamcat.exception.InvalidInputException if the configured account is not the
   *     credentials' account, or if no account is set and AWS lists no resource that shows it
   */
  ReconciliationPlan planWithDrift();

  /**
   * Compares the recorded settings with the defaults that this instance gives new users; changes
   * nothing and calls AWS for the account only.
   *
   * <p>Settings that were chosen for a user are skipped: those chosen at registration, or by {@link
   * UserProvisioner#changeChannel}, {@link UserProvisioner#changeChatRoom} or {@link
   * UserProvisioner#changeStage}, even if the value is a default. A channel whose type was chosen
   * also keeps its preset and multitrack input. Applying the plan rolls the defaults out at
   * background priority: each change is recorded as pending before AWS is called, and recovery
   * changes a live channel when its stream has ended. Users who are busy, or whose settings are
   * being changed, are not in the plan, so another plan continues an interrupted roll-out. The
   * roll-out stops after five failures.
   *
   * @return the differences, all of type {@link Finding.Type#OUTDATED}
   * @throws io.streamcat.exception.AwsException if the calls for the account failed
   */
  ReconciliationPlan planWithDefaults();

  /**
   * Applies the findings of a plan; pass {@link ReconciliationPlan#only} the accepted part.
   *
   * <p>Each finding is checked again right before it is applied, and skipped if it is no longer
   * true. A failure does not stop the remaining findings. If the thread is interrupted, the
   * remaining findings are skipped.
   *
   * @param plan the plan, or the accepted part of it
   * @return the result
   * @throws io.streamcat.exception.InvalidInputException if the plan is another namespace's, if it
   *     would delete more than a tenth of the namespace's resources as orphans, or any orphan while
   *     there are no users; nothing was changed
   */
  ReconciliationReport apply(ReconciliationPlan plan);

  /**
   * Applies the findings of a plan that may delete any number of orphans.
   *
   * @param plan the plan, or the accepted part of it
   * @param orphans the number of {@link Finding.Type#ORPHANED} findings in the plan, as
   *     confirmation that the caller has seen it
   * @return the result
   * @throws io.streamcat.exception.InvalidInputException if the plan is another namespace's, or has
   *     another number of orphans; nothing was changed
   */
  ReconciliationReport apply(ReconciliationPlan plan, long orphans);
}
