package io.streamcat.operations;

import io.streamcat.chat.ChatRole;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatToken;
import io.streamcat.chat.ChatTokenRequest;
import io.streamcat.exception.BannedException;
import io.streamcat.exception.Check;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class DefaultUserChatRooms implements UserChatRooms {

  private final Owners owners;
  private final ChatRoomService rooms;
  private final BanList bans;
  private final Clock clock;

  DefaultUserChatRooms(UserProvisioner users, ChatRoomService rooms, BanList bans, Clock clock) {
    this.owners = new Owners(users);
    this.rooms = rooms;
    this.bans = bans;
    this.clock = clock;
  }

  @Override
  public ChatTokens tokens(UserId owner, ChatViewer viewer, ChatRole role) {
    return tokens(owner, viewer, role, request(viewer, role));
  }

  @Override
  public ChatTokens tokens(UserId owner, ChatViewer viewer, ChatRole role, Duration session) {
    return tokens(owner, viewer, role, request(viewer, role).session(session));
  }

  private static ChatTokenRequest.Builder request(ChatViewer viewer, ChatRole role) {
    Map<String, String> attributes = new HashMap<>(viewer.attributes());
    attributes.put(ChatViewer.ROLE, role.name().toLowerCase(Locale.ROOT));
    Check.that(
        role.compareTo(ChatRole.CHATTER) <= 0 || !viewer.isGuest(),
        "role",
        "VIEWER or CHATTER for a guest",
        "is " + role);
    return ChatTokenRequest.builder(viewer.id())
        .capabilities(role.capabilities())
        .attributes(attributes);
  }

  private ChatTokens tokens(
      UserId owner, ChatViewer viewer, ChatRole role, ChatTokenRequest.Builder unchecked) {
    ChatTokenRequest request = unchecked.build();
    Check.that(
        role != ChatRole.OWNER || request.userId().equals(owner.value()),
        "role",
        "OWNER only for the owner of the room",
        "is " + role + " for '" + request.userId() + "'");
    return () -> issue(owner, viewer, request);
  }

  private ChatToken issue(UserId owner, ChatViewer viewer, ChatTokenRequest request) {
    ChatRoom room = owners.requireNotSuspended(owner, ResourceKind.CHAT_ROOM, User::chatRoom);
    Optional<Ban> ban = bans.find(owner, request.userId(), clock.instant());
    if (ban.isPresent()) {
      throw new BannedException(owner.value(), request.userId(), ban.get().reason());
    }
    owners.refuseSuspended(viewer.isGuest() ? null : viewer.id(), owner);
    return rooms.createToken(room.arn(), request);
  }

  @Override
  public String sendEvent(UserId owner, String name, Map<String, String> attributes) {
    return rooms.sendEvent(room(owner), name, attributes);
  }

  @Override
  public String deleteMessage(UserId owner, String messageId, @Nullable String reason) {
    return rooms.deleteMessage(room(owner), messageId, reason);
  }

  @Override
  public void disconnectUser(UserId owner, String viewerId, @Nullable String reason) {
    rooms.disconnectUser(room(owner), viewerId, reason);
  }

  @Override
  public void ban(UserId owner, String viewerId, @Nullable String reason, @Nullable Instant until) {
    Check.that(
        !viewerId.equals(owner.value()),
        "viewerId",
        "another viewer than the owner of the room",
        "is '" + viewerId + "'");
    Ban ban = new Ban(viewerId, reason, clock.instant(), until);
    String room = room(owner);
    bans.add(owner, ban);
    rooms.disconnectUser(room, viewerId, reason);
  }

  @Override
  public boolean unban(UserId owner, String viewerId) {
    return bans.remove(owner, viewerId);
  }

  @Override
  public List<Ban> bans(UserId owner) {
    return bans.list(owner, clock.instant());
  }

  @Override
  public URI messagingEndpoint(UserId owner) {
    return rooms.messagingEndpoint(room(owner));
  }

  private String room(UserId owner) {
    ChatRoom room = owners.require(owner, ResourceKind.CHAT_ROOM, User::chatRoom);
    return room.arn();
  }
}
