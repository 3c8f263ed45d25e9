package io.streamcat.examples.web.channel;

import io.streamcat.examples.web.livestatus.LiveChannel;
import io.streamcat.examples.web.livestatus.PastBroadcast;
import io.streamcat.examples.web.playback.Playback;
import io.streamcat.examples.web.playback.Ticket;
import io.streamcat.user.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What whoever looks may know of a user. The template gets no more than this, and so cannot show
 * more.
 *
 * @param username the name
 * @param isPrivate whether the owner and the guests alone may watch
 * @param admitted whether whoever looks may watch
 * @param ticket where to watch, or null if that is not possible, or not now
 * @param live what is on, or null if nothing is; those who may not watch are not told
 * @param past what was on, which those who may not watch are not told either
 * @param chat whether there is a chat room
 * @param stage whether there is a stage
 */
record PublicChannel(
    String username,
    boolean isPrivate,
    boolean admitted,
    @Nullable Ticket ticket,
    @Nullable LiveChannel live,
    List<PastBroadcast> past,
    boolean chat,
    boolean stage) {

  static PublicChannel of(
      User user,
      boolean admitted,
      @Nullable Ticket ticket,
      @Nullable LiveChannel live,
      List<PastBroadcast> past) {
    return new PublicChannel(
        String.valueOf(user.username()),
        Playback.isPrivate(user),
        admitted,
        ticket,
        live,
        past.stream().map(PastBroadcast::forEverybody).toList(),
        user.chatRoom() != null,
        user.stage() != null);
  }
}
