package io.streamcat.examples.web.channel;

import io.streamcat.examples.web.People;
import io.streamcat.examples.web.playback.Ticket;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.user.User;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The JSON endpoint that gives a logged-in viewer's player a new ticket at each start. */
@RestController
class PlaybackController {

  private final People people;
  private final Audience audience;

  PlaybackController(People people, Audience audience) {
    this.people = people;
    this.audience = audience;
  }

  @PostMapping("/channel/{username}/playback-token")
  Ticket token(@PathVariable String username, @RequestAttribute(AccountGuard.USER) User user) {
    User owner = people.owner(username);
    if (owner.channel() == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return audience
        .admit(owner, user)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
  }
}
