package io.streamcat.provisioning.internal;

import io.streamcat.exception.LeaseLostException;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * A user whose lease this worker holds. Every write extends the lease. Confined to one thread.
 *
 * <p>Writes without the lease, such as a fresh password hash, are rare but legal. The transition is
 * then applied again to the stored record, so it must be valid for any record under this lease.
 */
public final class LeasedUser {

  private final ProvisioningContext context;
  private final String owner;
  private UserRecord record;

  LeasedUser(ProvisioningContext context, UserRecord record, String owner) {
    this.context = context;
    this.record = record;
    this.owner = owner;
  }

  /** The record as it was last written or read. */
  public UserRecord record() {
    return record;
  }

  /**
   * Applies a transition, stores the record and extends the lease unless the transition ends it.
   *
   * @throws LeaseLostException if another worker has claimed or removed the user
   * @throws io.streamcat.exception.StreamCatException if the outcome stayed unknown; then the lease
   *     must not be used any more
   */
  public void write(UnaryOperator<UserRecord> transition) {
    boolean written;
    do {
      written = tryWrite(transition);
    } while (!written);
  }

  /**
   * Applies a transition and stores the record, unless a write without the lease came first. Then
   * the record is only read again.
   *
   * @return false if another write came first
   * @throws LeaseLostException if another worker has claimed or removed the user
   */
  boolean tryWrite(UnaryOperator<UserRecord> transition) {
    UserRecord next = extended(transition.apply(record)).written(context.ids().get());
    if (context.store().update(record, next)) {
      record = next;
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
  public void hold() {
    write(UnaryOperator.identity());
  }

  /**
   * Extends a lease that was drawn long ago, so that creates end within it: the write that stored
   * it may have been repeated, or this server may have stalled.
   */
  void holdForCreates() {
    Lease lease = record.lease();
    if (lease != null) {
      Instant drawn = lease.until().minus(context.leaseTime());
      if (drawn.plus(context.calls().settings().callTimeout()).isBefore(context.now())) {
        hold();
      }
    }
  }

  /** Applies a transition, and stores the record and ends the lease in one write. */
  public void end(UnaryOperator<UserRecord> transition) {
    write(current -> transition.apply(current).leased(null));
  }

  /**
   * Deletes the record, unless a write without the lease came first. Then the record is read again.
   *
   * @return false if another write came first
   * @throws LeaseLostException if another worker has claimed or removed the user
   */
  boolean tryDelete() {
    if (context.store().delete(record)) {
      return true;
    }
    readAgain();
    return false;
  }
}
