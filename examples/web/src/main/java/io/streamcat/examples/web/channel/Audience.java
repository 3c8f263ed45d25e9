package io.streamcat.examples.web.channel;

import io.streamcat.channel.Channel;
import io.streamcat.examples.web.livestatus.RecordingThumbnails;
import io.streamcat.examples.web.playback.PictureSource;
import io.streamcat.examples.web.playback.Playback;
import io.streamcat.examples.web.playback.Ticket;
import io.streamcat.examples.web.security.ContentSecurityPolicy;
import io.streamcat.examples.web.stage.Guests;
import io.streamcat.user.User;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The access rules for channels: public channels are open to all, private ones to owner and guests.
 */
@Component
public class Audience {

  private final Guests guests;
  private final Playback playback;
  private final PictureSource pictures;
  private final RecordingThumbnails thumbnails;

  Audience(
      Guests guests, Playback playback, PictureSource pictures, RecordingThumbnails thumbnails) {
    this.guests = guests;
    this.playback = playback;
    this.pictures = pictures;
    this.thumbnails = thumbnails;
  }

  /**
   * Returns the address of the picture of a channel.
   *
   * @param ticket the permission to watch it
   * @return the address for browsers, or empty if there is no picture
   */
  public Optional<String> picture(Ticket ticket) {
    return pictures.of(ticket);
  }

  /**
   * Allows a page to play the picture of a channel, also if the broadcast begins while the page is
   * open, and to show the thumbnails of its recordings.
   *
   * @param response the page
   * @param chat the chat endpoint to which the page connects, or null
   * @param owner the owner of the channel
   */
  public void allow(HttpServletResponse response, @Nullable URI chat, User owner) {
    Channel channel = owner.channel();
    URI picture =
        channel == null
            ? null
            : picture(new Ticket(channel.playbackUrl(), null)).map(URI::create).orElse(null);
    ContentSecurityPolicy.allow(response, chat, picture, thumbnails.address());
  }

  /**
   * Admits a viewer to a channel.
   *
   * @param owner the owner of the channel
   * @param viewer the viewer, or null if not logged in
   * @return the ticket, or empty if the viewer may not watch or the channel does not exist yet
   * @throws io.streamcat.exception.StreamCatException if the viewer may watch but a ticket is not
   *     available now: the site has no key, or AWS cannot be reached
   */
  public Optional<Ticket> admit(User owner, @Nullable User viewer) {
    Instant asOf = playback.now();
    Channel channel = owner.channel();
    if (channel == null) {
      return Optional.empty();
    }
    if (!Playback.isPrivate(owner)) {
      return Optional.of(new Ticket(channel.playbackUrl(), null));
    }
    return viewer != null && mayWatch(owner, viewer)
        ? Optional.of(playback.issue(owner, viewer.id(), asOf))
        : Optional.empty();
  }

  /** Returns whether the owner has invited a viewer as a guest. */
  boolean isGuest(User owner, User viewer) {
    return guests.isGuest(owner.id(), viewer.id());
  }

  private boolean mayWatch(User owner, User viewer) {
    return viewer.id().equals(owner.id()) || isGuest(owner, viewer);
  }
}
