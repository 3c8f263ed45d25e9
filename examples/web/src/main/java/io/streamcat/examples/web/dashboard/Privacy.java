package io.streamcat.examples.web.dashboard;

import io.streamcat.channel.Channel;
import io.streamcat.user.ChannelChange;
import io.streamcat.user.StoredUser;
import io.streamcat.user.User;

/**
 * Who may watch a user, as the dashboard tells it.
 *
 * @param closed whether the user and the guests alone may
 * @param changing whether that is to change as soon as nothing is broadcast
 * @param available whether a channel can be made private
 */
record Privacy(boolean closed, boolean changing, boolean available) {

  /** Looks for a change that waits, too, which only the record as it is stored tells. */
  static Privacy of(StoredUser stored, boolean available) {
    boolean closed = isClosed(stored.user());
    boolean changing =
        stored.due().stream()
            .anyMatch(
                change ->
                    change instanceof ChannelChange.Settings due
                        && due.settings().authorized() != closed);
    return new Privacy(closed, changing, available);
  }

  static boolean isClosed(User user) {
    Channel channel = user.channel();
    return channel != null && channel.settings().authorized();
  }

  /** What the user can choose: the opposite of what is, or will be. */
  public boolean choice() {
    return closed == changing;
  }
}
