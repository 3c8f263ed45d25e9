/**
 * Provisioning: every user has exactly one channel, one chat room and one stage, whatever fails.
 *
 * <p>Amazon IVS has no idempotency tokens, and a store can lose the acknowledgement of a write. The
 * engine is built so that a crash, a lost answer or a stall between any two instructions leaves
 * nothing that a later worker cannot finish. This comment says how; {@code
 * docs/explanation/provisioning.md} says the same to users of the library, and {@code Simulation}
 * in the tests plays it.
 *
 * <h2>The parts</h2>
 *
 * <p>A {@link io.streamcat.repository.UserRecord} is everything known of a user. Its transitions
 * are pure methods. A store inserts it, and replaces it if its version is the expected one; that is
 * all a store decides. {@code RecordStore} makes the outcome of each write known, {@code
 * LeasedUser} makes transitions under a lease, {@code ProvisioningWorkflow} does the pending tasks
 * of one user with {@code ResourceCreator}, {@code ResourceDeleter} and {@code ChannelTasks},
 * {@code DefaultRecovery} does so for every user whose tasks are due, and {@code
 * ReconciliationPlanner} and {@code FindingApplier} compare the records with what AWS lists.
 *
 * <p>A registration costs one insert, the creates in parallel, and one update that records all
 * resources, makes the user active and ends the lease.
 *
 * <h2>Rules</h2>
 *
 * <ol>
 *   <li><b>Intent before effect.</b> The record is stored before AWS is called: the wish for a
 *       resource, the removal, the change of a channel. Resources carry the record's key as a tag,
 *       and a key is never used again.
 *   <li><b>A lost answer is looked up</b>, from AWS and from the store alike. A write that failed
 *       without saying whether it took effect is repeated as it was: it names the version that it
 *       expects, so it takes effect once at the most, and the writer id of the stored revision
 *       tells whose write that was. A create is looked for by its tags until lists are sure to show
 *       it.
 *   <li><b>Nothing is deleted in AWS on an old belief.</b> A worker deletes only what the record
 *       says is to go: in a record that is being removed, which never changes its mind, or marked
 *       one by one. No worker ever records a marked resource again. So a worker that stalls between
 *       its decision and its call, however long, deletes nothing that another worker uses. What
 *       carries the key of a record that is gone belongs to nobody.
 *   <li><b>What is pending is independent.</b> Each task has its own attempts, next attempt and
 *       problem. A stage that cannot be created holds up neither a key rotation nor a stop. Wishes
 *       can be withdrawn; a change that AWS rejects as invalid is.
 *   <li><b>Changes are patches</b>, made under the lease to what is pending and what is recorded,
 *       so two changes of different settings never undo each other.
 *   <li><b>After a request was sent, everything but AWS's own refusal means "may have
 *       happened"</b>: an exception of a mapping, of a replaced service, of an HTTP client.
 *   <li><b>Requests are validated strictly, responses leniently.</b> Nothing that AWS answers turns
 *       a success into a failure.
 *   <li><b>A stop needs no lease.</b> StopStream is sent first, the rest follows.
 *   <li><b>Waiting is fair, bounded and interruptible.</b> {@code Admission} reserves the turns of
 *       all creates, and waits for them, before a registration is recorded; one that cannot be
 *       served in time is rejected before anything exists. One look-up serves all who wait for it;
 *       an interrupt ends the waiting of every thread that works for the caller, and says nothing
 *       about the task, which keeps its attempts.
 *   <li><b>Helpers never fail the work.</b> A limiter that is away, a listener that throws, a
 *       metric that fails: logged, and the work continues.
 *   <li><b>What is told is true.</b> Exceptions, reports and health say what holds after the last
 *       write. If the store did not confirm that write, the exception says so.
 * </ol>
 *
 * <h2>Leases and clocks</h2>
 *
 * <p>A lease lasts three times the sum of operation and call timeout, and five seconds: 125 seconds
 * with the defaults. Every write under it extends it. Between two writes a worker creates for at
 * most two operation timeouts and one call, or deletes for one operation timeout and one call. The
 * wait for a turn comes before the lease, but for at most one call timeout of it. So when a lease
 * has expired, what was done under it has ended long since, unless the worker stalled.
 *
 * <p>A worker that takes over assumes that every missing resource was created by the end of the
 * expired lease, and looks for it until lists are sure to show it. Clocks of servers may therefore
 * differ by up to the rest of the lease, one operation timeout, two calls and five seconds: 55
 * seconds with the defaults. A greater skew lets a worker take over while another one creates,
 * which can leave a surplus resource for reconciliation to find, and nothing worse, because writes
 * are guarded by versions and not by clocks.
 *
 * <p>A worker that stalls past its lease finds its next write rejected. What it has created
 * meanwhile it records if the user lacks it still, and else marks to be deleted, both without a
 * lease and by a guarded write. If it has changed a channel, it has the recorded settings given to
 * the channel again. If it is killed right after such a late change, only a plan with drift finds
 * it.
 *
 * <h2>Deadlines</h2>
 *
 * <p>The deadline of a registration is strict: at its end no answer is waited for. A create that is
 * cut short then may take effect as late as any other, so it counts as uncertain for one more call
 * timeout. Only creates and deletes are cut short, never the change of a channel, which could undo
 * a later change.
 *
 * <h2>What is assumed of AWS</h2>
 *
 * <ul>
 *   <li>Lists show a new resource, with its tags, within the consistency window after its create
 *       took effect, and a create takes effect within the call timeout after it was sent. One that
 *       comes later is surplus, and reconciliation finds it by its tags.
 *   <li>A channel has at most one stream key: CreateStreamKey is rejected while there is another
 *       (API model of {@code ivs}, quota "stream keys per channel").
 *   <li>A live channel is neither updated nor deleted: ConflictException (API model of {@code
 *       ivs}).
 * </ul>
 */
@NullMarked
package io.streamcat.provisioning;

import org.jspecify.annotations.NullMarked;
