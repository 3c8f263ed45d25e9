package io.streamcat.examples.web.channel;

import io.streamcat.chat.ChatRoom;
import io.streamcat.examples.web.People;
import io.streamcat.examples.web.chat.ChatEndpoint;
import io.streamcat.examples.web.livestatus.LiveChannel;
import io.streamcat.examples.web.livestatus.LiveStatus;
import io.streamcat.examples.web.livestatus.PastBroadcast;
import io.streamcat.examples.web.playback.Ticket;
import io.streamcat.examples.web.progress.Live;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.exception.StreamCatException;
import io.streamcat.user.User;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;

/** The public page of a user. */
@Controller
class ChannelController {

  private static final Logger log = LoggerFactory.getLogger(ChannelController.class);

  private final People people;
  private final Audience audience;
  private final LiveStatus liveStatus;
  private final ChatEndpoint chat;

  ChannelController(People people, Audience audience, LiveStatus liveStatus, ChatEndpoint chat) {
    this.people = people;
    this.audience = audience;
    this.liveStatus = liveStatus;
    this.chat = chat;
  }

  @GetMapping("/channel/{username}")
  String channel(
      @PathVariable String username,
      @RequestAttribute(name = AccountGuard.USER, required = false) @Nullable User viewer,
      HttpServletResponse response,
      Model model) {
    User owner = people.owner(username);
    Optional<Ticket> ticket = Optional.empty();
    boolean admitted = true;
    try {
      ticket = audience.admit(owner, viewer);
      admitted = ticket.isPresent() || owner.channel() == null;
    } catch (StreamCatException e) {
      log.warn("{}: no ticket for the private channel: {}", owner.id(), e.getMessage());
    }
    LiveChannel live = admitted ? liveStatus.find(owner).orElse(null) : null;
    List<PastBroadcast> past = admitted ? liveStatus.past(owner) : List.of();
    boolean own = viewer != null && viewer.id().equals(owner.id());
    String picture = ticket.flatMap(audience::picture).orElse(null);
    model.addAttribute(
        "page",
        PublicChannel.of(
            owner,
            admitted,
            own,
            viewer != null && audience.isGuest(owner, viewer),
            ticket.orElse(null),
            picture,
            live,
            past));
    Live.STEADILY.announce(model, "/channel/" + owner.username());
    ChatRoom room = owner.chatRoom();
    audience.allow(response, room == null ? null : chat.of(room), owner);
    return "channel";
  }
}
