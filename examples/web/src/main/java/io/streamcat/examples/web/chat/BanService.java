package io.streamcat.examples.web.chat;

import io.streamcat.examples.web.stage.Expulsion;
import io.streamcat.exception.AwsException;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps somebody out of all that is a user's, until the ban is lifted in the chat room. */
@Component
class BanService {

  private final UserChatRooms rooms;
  private final Expulsion expulsion;

  BanService(UserChatRooms rooms, Expulsion expulsion) {
    this.rooms = rooms;
    this.expulsion = expulsion;
  }

  /**
   * Bans somebody, and ends what is under way.
   *
   * @param owner whose room, stage and channel
   * @param who a user or a guest of the chat
   * @param reason why, or null
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit; nothing is
   *     done
   * @throws AwsException if the ban stands and something could not be ended; doing it again ends it
   */
  void ban(User owner, UserId who, @Nullable String reason) {
    try {
      rooms.ban(owner.id(), who.value(), reason);
    } catch (AwsException e) {
      expulsion.expel(owner, who);
      throw e;
    }
    expulsion.expel(owner, who);
  }
}
