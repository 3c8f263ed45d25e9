package io.streamcat.examples.web.channel;

import io.streamcat.examples.web.People;
import io.streamcat.user.User;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A user's public page. */
@Controller
class ChannelController {

  private final People people;
  private final LiveStreams streams;

  ChannelController(People people, LiveStreams streams) {
    this.people = people;
    this.streams = streams;
  }

  @GetMapping("/channel/{username}")
  String channel(@PathVariable String username, Model model) {
    User user = people.owner(username);
    model.addAttribute("page", PublicChannel.of(user, streams.find(user).isPresent()));
    return "channel";
  }
}
