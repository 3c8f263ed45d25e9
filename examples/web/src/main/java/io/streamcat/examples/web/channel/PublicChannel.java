package io.streamcat.examples.web.channel;

import io.streamcat.examples.web.viewing.Ticket;
import io.streamcat.examples.web.viewing.Viewing;
import io.streamcat.user.User;
import org.jspecify.annotations.Nullable;

/**
 * What whoever looks may know of a user. The template gets no more than this, and so cannot show
 * more.
 *
 * @param username the name
 * @param isPrivate whether the owner and the guests alone may watch
 * @param admitted whether whoever looks may watch
 * @param ticket where to watch, or null if that is not possible, or not now
 * @param live whether something is on; those who may not watch are not told
 * @param chat whether there is a chat room
 * @param stage whether there is a stage
 */
record PublicChannel(
    String username,
    boolean isPrivate,
    boolean admitted,
    @Nullable Ticket ticket,
    boolean live,
    boolean chat,
    boolean stage) {

  static PublicChannel of(User user, boolean admitted, @Nullable Ticket ticket, boolean live) {
    return new PublicChannel(
        String.valueOf(user.username()),
        Viewing.isPrivate(user),
        admitted,
        ticket,
        live,
        user.chatRoom() != null,
        user.stage() != null);
  }
}
