package io.streamcat.examples.web.channel;

import io.streamcat.channel.Channel;
import io.streamcat.examples.web.playback.Playback;
import io.streamcat.examples.web.playback.Ticket;
import io.streamcat.examples.web.stage.Guests;
import io.streamcat.user.User;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides who may watch whom. Everybody watches public channels, owner and guests private ones. */
@Component
class Audience {

  private final Guests guests;
  private final Playback viewing;

  Audience(Guests guests, Playback viewing) {
    this.guests = guests;
    this.viewing = viewing;
  }

  /**
   * Lets somebody watch.
   *
   * @param owner whose channel
   * @param viewer who comes, or null if nobody is logged in
   * @return where to watch, or empty if the viewer may not or there is no channel yet
   * @throws io.streamcat.exception.StreamCatException if the viewer may watch, but not now: the
   *     site has no key, or AWS is needed and cannot be reached
   */
  Optional<Ticket> admit(User owner, @Nullable User viewer) {
    Instant asOf = viewing.now();
    Channel channel = owner.channel();
    if (channel == null) {
      return Optional.empty();
    }
    if (!Playback.isPrivate(owner)) {
      return Optional.of(new Ticket(channel.playbackUrl(), null));
    }
    return viewer != null && mayWatch(owner, viewer)
        ? Optional.of(viewing.issue(owner, viewer.id(), asOf))
        : Optional.empty();
  }

  private boolean mayWatch(User owner, User viewer) {
    return viewer.id().equals(owner.id()) || guests.isGuest(owner.id(), viewer.id());
  }
}
