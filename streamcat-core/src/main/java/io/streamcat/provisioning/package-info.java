/**
 * Provisioning: every user has exactly one channel, one chat room and one stage, even if calls fail
 * or servers crash.
 *
 * <p>Amazon IVS has no idempotency tokens, and a store can lose the acknowledgement of a write.
 * Provisioning is built so that a later worker can finish everything after a crash, a lost answer
 * or a stall between any two instructions. This comment explains how; {@code
 * docs/explanation/provisioning.md} explains it to users of the library, and {@code SimulationTest}
 * exercises it.
 *
 * <h2>The parts</h2>
 *
 * <p>A {@link io.streamcat.repository.UserRecord} holds everything known about a user. Its
 * transitions are pure methods. A store inserts a record, and replaces or deletes it if its
 * revision is the expected one; a store decides nothing else. {@code RecordStore} makes the outcome
 * of each write known, {@code LeasedUser} makes transitions under a lease, {@code
 * ProvisioningWorkflow} runs the pending tasks of one user with {@code ResourceCreator}, {@code
 * ResourceDeleter} and {@code ResourceTasks}, {@code DefaultRecovery} does that for every user with
 * due tasks, and {@code ReconciliationPlanner} and {@code FindingApplier} compare the records with
 * what AWS lists.
 *
 * <p>A registration costs one insert, the creates in parallel, and one update that records all
 * resources, makes the user active and ends the lease.
 *
 * <h2>Rules</h2>
 *
 * <ol>
 *   <li><b>Intent before effect.</b> Each request is recorded before AWS is called: for a resource,
 *       for the removal, for the change of a channel. Resources carry the record's key as a tag,
 *       and no other registration gets the key.
 *   <li><b>After a lost answer, the outcome is looked up</b>, in AWS and in the store alike. A
 *       write whose outcome is unknown is repeated unchanged. It names the expected revision, a
 *       version and its writer, so it takes effect at most once, and the writer id of the stored
 *       revision shows which write succeeded. A repeated insert can bring back the key of a record
 *       that was removed meanwhile; its later versions have other writers, so no worker that was
 *       removing the old record changes the new one. If the repeated write conflicts with another
 *       user, the record gets a new version first: otherwise the write could take effect after that
 *       user is gone. A created resource is looked for by its tags until lists are sure to show it.
 *   <li><b>Nothing is deleted in AWS based on stale data.</b> A worker deletes only resources that
 *       the record condemns: by the removal of the user, which is final, or by a mark on each
 *       resource. No worker ever records a marked resource again. So a worker that stalls between
 *       its decision and its call, however long, deletes nothing that another worker uses. A
 *       resource with the key of a deleted record is unused.
 *   <li><b>Pending tasks are independent.</b> Each task has its own attempts, next attempt and
 *       problem. A stage that cannot be created delays neither a key rotation nor a stop. Requests
 *       can be withdrawn; a change that AWS rejects as invalid is withdrawn automatically.
 *   <li><b>Changes are patches</b>, which are applied under the lease to pending and recorded
 *       settings, so changes of different settings never undo each other.
 *   <li><b>After a request was sent, every failure except AWS's own rejection leaves the outcome
 *       open</b>: an exception of a mapping, of a replaced service, of an HTTP client. A task
 *       restores settings, or revokes stream keys, once more when such a request can no longer take
 *       effect.
 *   <li><b>Requests are validated strictly, responses leniently.</b> No answer of AWS turns a
 *       success into a failure.
 *   <li><b>A stop needs no lease.</b> StopStream is sent first.
 *   <li><b>Waiting is fair, bounded and interruptible.</b> {@code Admission} reserves the turns of
 *       all creates, and waits for them, before a registration is recorded; a registration that
 *       cannot be done in time is rejected before anything exists. One look-up serves all callers
 *       that wait for it. An interrupt ends the waits of every thread that works for the caller,
 *       and does not count as an attempt of the task.
 *   <li><b>Helpers never fail the work.</b> If a limiter is unavailable, a listener throws or a
 *       metric fails, the failure is logged and the work continues.
 *   <li><b>Reports are true.</b> Exceptions, reports and health describe the state after the last
 *       write. If the store did not confirm that write, the exception says so.
 * </ol>
 *
 * <h2>Spares</h2>
 *
 * <p>A spare is a record without an identity, whose resources recovery creates by the usual tasks.
 * {@code SpareUpkeep} orders and removes spares by writes to the store; recovery does the work. A
 * registration takes a ready spare, which has no pending task and no lease, by one guarded write,
 * so no worker is using it and only one registration gets it. That write sets the name of the
 * record's later creates. They are looked for under the old name, too, which a late worker may have
 * used. The tasks {@code LabelResource} tell AWS the user's id and the name, always the same ones,
 * so a late request has no effect.
 *
 * <h2>Adoption</h2>
 *
 * <p>A record that adopts resources is inserted with them, and a task tags each. The unique ARN in
 * the store, and not the tag, decides the owner: AWS has no conditional write. The tag {@code
 * streamcat:adopted-at} marks a resource that existed before. No look-up by tags finds such a
 * resource, and reconciliation never deletes one; only the removal of an active user who has it
 * recorded does. A removal in state {@code PROVISIONING}, and one that retains, releases the
 * recorded resources instead: after the consistency window, in which a late request for tags may
 * take effect, the tags are removed, and then the resource is taken from the record. A removal that
 * retains waits longer if a request for a setting or a stream key may have got no answer: until it
 * cannot take effect any more, because the next user would not notice. After a release that got no
 * answer, the next attempt waits as long.
 *
 * <h2>Homes</h2>
 *
 * <p>AWS answers "not found" for the ARN of another account. So a worker believes that a recorded
 * resource is gone only if the account of the record is certainly its own: {@code Home.covers}. A
 * server learns its account from the setting, from a created resource, or from the first resource
 * that AWS lists. Until then it works only on records that name no account; {@code DefaultRecovery}
 * reports that others wait. Stores apply the same condition to the records that they return for a
 * home.
 *
 * <h2>Leases and clocks</h2>
 *
 * <p>A lease lasts three times the sum of operation and call timeout, and five seconds: 125 seconds
 * with the defaults. Every write under it extends it. Between two writes a worker creates for at
 * most two operation timeouts and one call. The wait for a turn comes before the lease, but for at
 * most one call timeout of it. So when a lease expires, all creates under it have ended, unless the
 * worker stalled. Deletions and searches may take longer, which is harmless: a resource is marked
 * under the lease before it is deleted, and from then on no worker records it.
 *
 * <p>A worker that takes over assumes that every missing resource was created by the end of the
 * expired lease, and looks for it until lists are sure to show it. Clocks of servers may therefore
 * differ by up to the rest of the lease, one operation timeout, two calls and five seconds: 55
 * seconds with the defaults. A greater skew allows a worker to take over while another one creates.
 * That can leave a surplus resource for reconciliation, but nothing worse, because writes are
 * guarded by revisions and not by clocks.
 *
 * <p>If a worker stalls past its lease, its next write is rejected. The worker then records the
 * resources that it has created if the user still lacks them, and otherwise marks them for
 * deletion, both by a guarded write without a lease. If the worker has changed a channel, it adds a
 * task that restores the recorded settings, and if it may have created a stream key of a suspended
 * user, one that revokes it. Another user may have adopted the channel since: then that user gets
 * these tasks, and one that reads the stream key again. If the user is being removed, the release
 * of the channel waits. If the worker is killed right after a late change of settings, only a plan
 * with drift finds the difference. A late stream key, which no caller has got, then stays until the
 * next revocation, and a resource that was tagged late, after its user had been removed, is a
 * {@code FOREIGN} finding, which can be adopted.
 *
 * <p>Calls follow the key of the record and not the user's id, which another user may get once the
 * first one is gone.
 *
 * <h2>Deadlines</h2>
 *
 * <p>The deadline of a registration is strict: after it, no answer is awaited. A create that is cut
 * short then may take effect as late as any other, so it counts as uncertain for one more call
 * timeout. Only creates and deletes are cut short, never the change of a channel, which could undo
 * a later change.
 *
 * <h2>Assumptions about AWS</h2>
 *
 * <ul>
 *   <li>Lists show a new resource, with its tags, within the consistency window after its create
 *       took effect. A create takes effect within the call timeout after it was sent, and lists
 *       show it within the window after its call has failed, also if the connection was lost at
 *       once. A resource that appears later is surplus, and reconciliation finds it by its tags.
 *   <li>A channel has at most one stream key: CreateStreamKey is rejected while there is another
 *       (API model of {@code ivs}, quota "stream keys per channel").
 *   <li>A live channel is neither updated nor deleted: ConflictException (API model of {@code
 *       ivs}).
 * </ul>
 *
 * <h2>Assumption about the store</h2>
 *
 * <p>No insert reaches the database after its repetition was answered; a database lets the second
 * one wait for a first that it is executing, because both have the same key. Otherwise a user could
 * exist whose registration was rejected because the name was taken. For updates nothing of that
 * kind is assumed.
 */
@NullMarked
package io.streamcat.provisioning;

import org.jspecify.annotations.NullMarked;
