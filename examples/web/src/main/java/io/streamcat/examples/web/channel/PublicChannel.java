package io.streamcat.examples.web.channel;

import io.streamcat.examples.web.livestatus.LiveChannel;
import io.streamcat.examples.web.livestatus.PastBroadcast;
import io.streamcat.examples.web.playback.PictureSource;
import io.streamcat.examples.web.playback.Playback;
import io.streamcat.examples.web.playback.Ticket;
import io.streamcat.user.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a channel that a visitor may know. The template receives nothing else, and so cannot
 * reveal more.
 *
 * @param username the owner's name
 * @param isPrivate whether only the owner and the guests may watch
 * @param admitted whether this visitor may watch
 * @param own whether the visitor is the owner
 * @param guest whether the owner has invited the visitor to the stage
 * @param ticket the playback address, or null if it is not available
 * @param picture the address of the picture, or null if there is none
 * @param live the live broadcast, or null if there is none or the visitor may not watch
 * @param past past broadcasts; empty if the visitor may not watch
 * @param chat whether there is a chat room
 * @param stage whether there is a stage
 */
record PublicChannel(
    String username,
    boolean isPrivate,
    boolean admitted,
    boolean own,
    boolean guest,
    @Nullable Ticket ticket,
    @Nullable String picture,
    @Nullable LiveChannel live,
    List<PastBroadcast> past,
    boolean chat,
    boolean stage) {

  static PublicChannel of(
      User user,
      boolean admitted,
      boolean own,
      boolean guest,
      @Nullable Ticket ticket,
      @Nullable String picture,
      @Nullable LiveChannel live,
      List<PastBroadcast> past) {
    return new PublicChannel(
        String.valueOf(user.username()),
        Playback.isPrivate(user),
        admitted,
        own,
        guest,
        ticket,
        picture,
        live,
        past.stream().map(PastBroadcast::withoutDetails).toList(),
        user.chatRoom() != null,
        user.stage() != null);
  }

  /** Returns the sentence for a live channel without a picture. */
  public String pictureReason() {
    return PictureSource.reason(ticket);
  }
}
