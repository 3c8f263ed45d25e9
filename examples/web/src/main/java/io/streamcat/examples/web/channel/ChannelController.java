package io.streamcat.examples.web.channel;

import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** A user's public page. */
@Controller
class ChannelController {

  private final UserProvisioner users;
  private final LiveStreams streams;

  ChannelController(UserProvisioner users, LiveStreams streams) {
    this.users = users;
    this.streams = streams;
  }

  @GetMapping("/channel/{username}")
  String channel(@PathVariable String username, Model model) {
    User user =
        users
            .findByUsername(username)
            .filter(u -> u.state() == UserState.ACTIVE || u.state() == UserState.PROVISIONING)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    model.addAttribute("page", PublicChannel.of(user, streams.isLive(user)));
    return "channel";
  }
}
