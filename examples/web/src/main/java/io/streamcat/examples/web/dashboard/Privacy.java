package io.streamcat.examples.web.dashboard;

import io.streamcat.channel.ChannelChange;
import io.streamcat.examples.web.playback.Playback;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;

/**
 * Who may watch a user, as the dashboard tells it.
 *
 * @param closed whether the user and the guests alone may
 * @param changing whether that is to change as soon as nothing is broadcast
 * @param available whether a channel can be made private
 */
record Privacy(boolean closed, boolean changing, boolean available) {

  /** Looks for a change that waits, too, which only the stored record shows. */
  static Privacy of(UserRecord record, boolean available) {
    boolean closed = Playback.isPrivate(record.user());
    boolean changing =
        record
            .pending()
            .change(ResourceKind.CHANNEL)
            .map(pending -> pending.combined().value(ChannelChange.Member.AUTHORIZED))
            .filter(wanted -> !wanted.equals(closed))
            .isPresent();
    return new Privacy(closed, changing, available);
  }

  /** What the user can choose: the opposite of what is, or will be. */
  public boolean choice() {
    return closed == changing;
  }
}
