/**
 * Broadcasts of channels and publications on stages, assembled from the events of IVS.
 *
 * <h2>Merging events in any order</h2>
 *
 * <p>Events may be lost, late, repeated and out of order. A broadcast is therefore not a state
 * machine that events drive, but the merge of updates: each event is an update, and so is AWS's
 * answer to a question. An update is a {@link io.streamcat.broadcast.Broadcast} whose other fields
 * are unknown; {@link io.streamcat.broadcast.Broadcast#merge} merges two of them.
 *
 * <p>{@code merge} works field by field. Each field takes the greater of two values in its own
 * order, in which "unknown" is the least value: the earlier of two beginnings, the later of two
 * ends, the later of two changes of health, the recording with more progress, the greater of two
 * texts. The maximum is commutative, associative and idempotent, and so is {@code merge}. The
 * result therefore depends on the set of updates only, not on their order or number. Such a
 * structure is called a join-semilattice. Derived values, such as {@link
 * io.streamcat.broadcast.Broadcast#state}, are functions of the merged broadcast.
 *
 * <p>An end always wins over a beginning: AWS never reuses stream ids, so an ended broadcast does
 * not begin again. A participant may publish again; there the later update wins. If both have the
 * same time, the end wins, unless AWS says that the participant began again after it.
 *
 * <p>Times are those of the events, in whole seconds, never those of their arrival. Times from
 * AWS's responses are cut to whole seconds, too, so that both sources yield equal updates.
 *
 * <h2>Repairing lost events</h2>
 *
 * <p>{@link io.streamcat.broadcast.Broadcasts#repair} asks AWS for what events should have
 * reported: about every broadcast that seems live and is not, about every live broadcast that is
 * unknown, and about every ended broadcast once, an hour later. AWS reports the events of a stream
 * again, and thereby the updates. It does not report the location and duration of a recording or
 * the reason of a failure; these are known only if their event has arrived.
 *
 * <p>A publication is asked about if it began and ended within one second, because the order of
 * events within a second is unknown. AWS lists the participant's events, and their number decides.
 * An end that AWS confirms is stored a microsecond later, so that AWS is asked once.
 *
 * <h2>Forgetting</h2>
 *
 * <p>{@link io.streamcat.broadcast.Broadcasts#forget} deletes old broadcasts and keeps no trace of
 * them, so a late event cannot be recognised by its id. It is recognised by its age: a start event
 * that is older than the shortest permitted retention makes no broadcast live. The broadcast is
 * {@link io.streamcat.broadcast.BroadcastState#STARTING} until a repair has asked AWS about it.
 *
 * <h2>Notifications</h2>
 *
 * <p>The change that makes a broadcast live, or completes its recording, stores a pending
 * notification in the same transaction, with the time by which the storing server will have
 * delivered it. After the delivery the server removes the notification. After a crash, or after a
 * failure of the listener, the notification is still pending, and {@link
 * io.streamcat.broadcast.Broadcasts#deliverNotifications} delivers it. A notification that fails
 * again and again is dead, and holds up no other.
 */
@NullMarked
package io.streamcat.broadcast;

import org.jspecify.annotations.NullMarked;
