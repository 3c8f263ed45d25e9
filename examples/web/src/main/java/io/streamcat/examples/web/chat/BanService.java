package io.streamcat.examples.web.chat;

import io.streamcat.examples.web.stage.Expulsion;
import io.streamcat.exception.AwsException;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Bans from everything a user owns: chat room, stage and private channel. */
@Component
class BanService {

  private final UserChatRooms rooms;
  private final Expulsion expulsion;

  BanService(UserChatRooms rooms, Expulsion expulsion) {
    this.rooms = rooms;
    this.expulsion = expulsion;
  }

  /**
   * Bans a user or chat guest, and ends their connections.
   *
   * @param owner the owner of the chat room, stage and channel
   * @param user the user or chat guest to ban
   * @param reason the reason, or null
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit; nothing is
   *     changed
   * @throws AwsException if the user is banned but a connection could not be ended; repeat the call
   *     to end it
   */
  void ban(User owner, UserId user, @Nullable String reason) {
    try {
      rooms.ban(owner.id(), user.value(), reason);
    } catch (AwsException e) {
      expulsion.expel(owner, user);
      throw e;
    }
    expulsion.expel(owner, user);
  }
}
