package io.streamcat.provisioning.internal;

import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.internal.RecordStore.Outcome;
import io.streamcat.repository.UserRecord;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one call that applies a transition until it is stored. Confined to one thread.
 *
 * <p>If the store does not confirm a write, and another one is found in its place, the transition
 * may be stored: other workers may have continued with it. Then the call applies it again, and a
 * failure of that attempt does not show that the transition was rejected.
 */
final class CallWrites {

  private final RecordStore store;

  /** The record of a write that may have been stored. */
  private @Nullable UserRecord unconfirmed;

  CallWrites(RecordStore store) {
    this.store = store;
  }

  /**
   * Replaces a record.
   *
   * @return false if the transition must be applied again to the record that is stored now
   */
  boolean update(UserRecord expected, UserRecord next) {
    Outcome outcome;
    try {
      outcome = store.write(expected, next);
    } catch (StreamCatException e) {
      if (e.retryable()) {
        unconfirmed = next;
      }
      throw e;
    }
    if (outcome == Outcome.UNKNOWN) {
      unconfirmed = next;
    }
    return outcome == Outcome.STORED;
  }

  /**
   * Runs the attempts of the call.
   *
   * @throws ProvisioningException if an attempt fails, and it is unknown whether an earlier one was
   *     stored
   */
  <T> T confirmed(Supplier<T> attempts) {
    try {
      return attempts.get();
    } catch (RuntimeException e) {
      throw unconfirmed == null
          ? e
          : ProvisioningWorkflow.unconfirmed(unconfirmed, Failures.own(e));
    }
  }
}
