package io.streamcat.examples.web.chat;

import io.streamcat.chat.ChatRole;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatToken;
import io.streamcat.examples.web.People;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.operations.ChatViewer;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * JSON endpoints for chat clients. The path names the room's owner; the session alone decides who
 * the client is.
 */
@RestController
class ChatController {

  private static final Logger log = LoggerFactory.getLogger(ChatController.class);

  private final People people;
  private final UserChatRooms rooms;
  private final Moderators moderators;
  private final BanService banService;
  private final ChatEndpoint endpoint;
  private final ChatGuests guests;

  ChatController(
      People people,
      UserChatRooms rooms,
      Moderators moderators,
      BanService banService,
      ChatEndpoint endpoint,
      ChatGuests guests) {
    this.people = people;
    this.rooms = rooms;
    this.moderators = moderators;
    this.banService = banService;
    this.endpoint = endpoint;
    this.guests = guests;
  }

  /** Everything a client needs to connect once, and to recognise its own messages. */
  record Admission(String endpoint, String token, String userId, String role, Instant connectBy) {}

  @PostMapping("/channel/{username}/chat-token")
  Admission token(
      @PathVariable String username,
      @RequestAttribute(name = AccountGuard.USER, required = false) @Nullable User user,
      HttpServletRequest request,
      HttpServletResponse response) {
    User owner = people.owner(username);
    ChatRoom room = owner.chatRoom();
    if (room == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    ChatRole role = moderators.role(owner.id(), user == null ? null : user.id());
    ChatViewer viewer =
        user == null
            ? guests.in(request, response)
            : ChatViewer.user(user.id(), Map.of("name", String.valueOf(user.username())));
    ChatToken token = rooms.token(owner.id(), viewer, role);
    return new Admission(
        endpoint.of(room).toString(),
        token.value().reveal(),
        viewer.id(),
        role.name().toLowerCase(Locale.ROOT),
        token.connectBy());
  }

  /**
   * Bans a chat participant. The owner may ban anyone, moderators may ban anyone except moderators.
   */
  @PostMapping("/channel/{username}/ban")
  Map<String, String> ban(
      @PathVariable String username,
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String viewer,
      @RequestParam(required = false) @Nullable String reason) {
    UserId banned = UserId.of(viewer);
    User owner = people.owner(username);
    ChatRole role = moderators.role(owner.id(), user.id());
    if (role != ChatRole.OWNER
        && (role != ChatRole.MODERATOR || moderators.isModerator(owner.id(), banned))) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    if (!guests.isIssued(viewer) && people.find(banned).isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    banService.ban(owner, banned, reason);
    log.info("{}: {} banned {}", owner.id(), user.id(), viewer);
    return Map.of("banned", viewer);
  }
}
