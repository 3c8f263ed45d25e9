package io.streamcat.examples.web.dashboard;

import io.streamcat.examples.web.viewing.Viewing;
import io.streamcat.user.ChannelChange;
import io.streamcat.repository.UserRecord;

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
    boolean closed = Viewing.isPrivate(stored.user());
    boolean changing =
        stored.due().stream()
            .anyMatch(
                change ->
                    change instanceof ChannelChange.Settings due
                        && due.settings().authorized() != closed);
    return new Privacy(closed, changing, available);
  }

  /** What the user can choose: the opposite of what is, or will be. */
  public boolean choice() {
    return closed == changing;
  }
}
