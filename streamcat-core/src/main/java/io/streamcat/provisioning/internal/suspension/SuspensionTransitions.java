package io.streamcat.provisioning.internal.suspension;

import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.repository.Identity;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The transitions into and out of a suspension. Pure functions; each is valid for any record, so
 * that it may be applied without the lease.
 */
public final class SuspensionTransitions {

  private SuspensionTransitions() {}

  /**
   * Returns the record of a suspended user, whose stream key is to be revoked. A suspended user
   * gets the other reason and end.
   *
   * @return a changed copy; unchanged if the user is being removed, and for a spare
   */
  public static UserRecord suspended(UserRecord record, Suspension suspension, Instant now) {
    return record.state().isEnding() || record.identity() == null
        ? record
        : with(record, suspension, now).with(tasks -> tasks.revoking(now));
  }

  /** Returns the record with another request to revoke stream keys if the user is suspended. */
  public static UserRecord revokingAgain(UserRecord record, Instant now) {
    return record.state() == UserState.SUSPENDED
        ? record.with(tasks -> tasks.revoking(now))
        : record;
  }

  /**
   * Returns the record of an active user, who gets a new stream key. A stream that the suspension
   * has not stopped yet is stopped.
   *
   * @return a changed copy; unchanged if the user is not suspended
   */
  public static UserRecord reinstated(UserRecord record, Instant now) {
    if (record.state() != UserState.SUSPENDED) {
      return record;
    }
    UserRecord active = with(record, null, now).with(tasks -> tasks.without(RevokeStreamKey.class));
    return active.resources().channel() == null
        ? active
        : active.with((PendingTasks tasks) -> tasks.rotating(LiveChannelPolicy.STOP, now));
  }

  /** Returns the record of a user whose suspension has reached its end, otherwise the same. */
  public static UserRecord reinstatedInTime(UserRecord record, Instant now) {
    Identity person = record.identity();
    Suspension suspension = person == null ? null : person.suspension();
    return suspension != null && suspension.isOver(now) ? reinstated(record, now) : record;
  }

  private static UserRecord with(UserRecord record, @Nullable Suspension suspension, Instant now) {
    Identity person = record.identity();
    return person == null ? record : record.with(person.with(suspension), now);
  }
}
