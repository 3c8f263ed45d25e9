/**
 * Who is live, who was, and what became of it: what the events of IVS tell together.
 *
 * <h2>Whatever the order</h2>
 *
 * <p>Events may be lost, late, repeated, and out of order. So what is known of a broadcast is not a
 * state that events move along, but the sum of facts: each event tells some, and so does AWS when
 * it is asked. A fact has the same type as the sum, {@link io.streamcat.broadcast.Broadcast}, with
 * the rest left open; two of them are added by {@link io.streamcat.broadcast.Broadcast#merge}.
 *
 * <p>{@code merge} works field by field, and every field takes the greater of two values in an
 * order of its own, in which "nothing is known" is the least: the earlier of two beginnings, the
 * later of two ends, the later of two changes of health, the recording that has come further, the
 * greater of two texts. The greater of two is commutative, associative and idempotent, and so is
 * {@code merge}, which is all there is to prove: the sum depends on the set of facts alone, not on
 * their order or number. Such a structure is called a join-semilattice. What is told of a
 * broadcast, such as its {@link io.streamcat.broadcast.Broadcast#state}, is a function of the sum.
 *
 * <p>An end outweighs a beginning whenever it is told: identifiers of streams are never used again,
 * so what has ended does not begin again. A participant may publish again, so of those the later
 * fact counts, and the end if both are of the same moment.
 *
 * <p>Times are those of the events, in whole seconds, never those of their arrival. What AWS tells
 * when asked is cut to whole seconds, too, so that a fact is the same whoever tells it.
 *
 * <h2>What is lost</h2>
 *
 * <p>{@link io.streamcat.broadcast.Broadcasts#repair} asks AWS for what events should have told:
 * about every broadcast that seems to go on and does not, about every one that goes on and is not
 * known, and about every ended one once, an hour later. AWS repeats the events of a stream, and so
 * the facts. It does not repeat where a recording is, how long it is, and why something failed;
 * these are known only if an event that told them has arrived.
 *
 * <h2>Notifications</h2>
 *
 * <p>The change that makes a broadcast live, or its recording ready, records in the same row that
 * somebody has to be told, and by when the server that recorded it will have done so. Once the
 * listener has been told of what came together, the records of that are removed. After a crash in
 * between, and after a failure of the listener, they are still there, and {@link
 * io.streamcat.broadcast.Broadcasts#deliverNotifications} takes them up.
 */
@NullMarked
package io.streamcat.broadcast;

import org.jspecify.annotations.NullMarked;
