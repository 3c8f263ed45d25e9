package io.streamcat.provisioning;

import io.streamcat.exception.LeaseLostException;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import java.util.function.UnaryOperator;

/**
 * A user whose lease this worker holds. Every write extends the lease. Used by one thread.
 *
 * <p>Writes without the lease are rare but legal, such as a fresh password hash: a transition is
 * then applied again to what is stored, so it has to make sense for any record of this lease.
 */
final class LeasedUser {

  private final ProvisioningContext context;
  private final String owner;
  private UserRecord record;

  LeasedUser(ProvisioningContext context, UserRecord record, String owner) {
    this.context = context;
    this.record = record;
    this.owner = owner;
  }

  /** The record as it was last written or read. */
  UserRecord record() {
    return record;
  }

  /**
   * Stores what a transition makes of the record, and extends the lease unless it ends.
   *
   * @throws LeaseLostException if another worker has taken the user over, or removed it
   * @throws io.streamcat.exception.StreamCatException if the outcome stayed unknown; nothing may be
   *     done under the lease from then on
   */
  void write(UnaryOperator<UserRecord> transition) {
    boolean written;
    do {
      written = tryWrite(transition);
    } while (!written);
  }

  /**
   * Stores what a transition makes of the record, unless a write without the lease came first: then
   * the record is read again, and nothing else is done.
   *
   * @return false if another write came first
   * @throws LeaseLostException if another worker has taken the user over, or removed it
   */
  boolean tryWrite(UnaryOperator<UserRecord> transition) {
    UserRecord next = extended(transition.apply(record)).written(context.ids().get());
    if (context.store().update(record, next)) {
      record = next;
      context.learnHome(next.home());
      return true;
    }
    readAgain();
    return false;
  }

  private UserRecord extended(UserRecord next) {
    return next.lease() == null
        ? next
        : next.leased(new Lease(owner, context.now().plus(context.leaseTime())));
  }

  private void readAgain() {
    record =
        context
            .store()
            .read(record.key())
            .filter(stored -> stored.lease() != null && stored.lease().owner().equals(owner))
            .orElseThrow(() -> new LeaseLostException(record.label()));
  }

  /** Extends the lease, which proves that no other worker has the user. */
  void hold() {
    write(UnaryOperator.identity());
  }

  /** Stores what a transition makes of the record, and ends the lease in the same write. */
  void end(UnaryOperator<UserRecord> transition) {
    write(current -> transition.apply(current).leased(null));
  }

  /**
   * Deletes the record, unless a write without the lease came first: then the record is read again.
   *
   * @return false if another write came first
   * @throws LeaseLostException if another worker has taken the user over, or removed it
   */
  boolean tryDelete() {
    if (context.store().delete(record)) {
      return true;
    }
    readAgain();
    return false;
  }
}
