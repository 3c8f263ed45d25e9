package io.streamcat.examples.web.dashboard;

import io.streamcat.channel.ChannelChange;
import io.streamcat.examples.web.playback.Playback;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;

/**
 * The privacy of a channel, for the dashboard.
 *
 * @param closed whether only the owner and the guests may watch
 * @param changing whether a change is pending until the broadcast has ended
 * @param available whether channels can be made private on this site
 */
record Privacy(boolean closed, boolean changing, boolean available) {

  /** Creates the privacy from a user's record, which also holds pending changes. */
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

  /** Returns the value to offer: the opposite of the current or pending one. */
  public boolean choice() {
    return closed == changing;
  }
}
