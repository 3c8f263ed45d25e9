package io.streamcat.examples.web.channel;

import io.streamcat.channel.Channel;
import io.streamcat.user.User;
import org.jspecify.annotations.Nullable;

/**
 * What everyone may know of a user. The template gets no more than this, and so cannot show more.
 *
 * @param username the name
 * @param playbackUrl where to watch, or null if there is no channel yet
 * @param live whether something is on
 * @param chat whether there is a chat room
 * @param stage whether there is a stage
 */
record PublicChannel(
    String username, @Nullable String playbackUrl, boolean live, boolean chat, boolean stage) {

  static PublicChannel of(User user, boolean live) {
    Channel channel = user.channel();
    return new PublicChannel(
        String.valueOf(user.username()),
        channel == null ? null : channel.playbackUrl(),
        live,
        user.chatRoom() != null,
        user.stage() != null);
  }
}
