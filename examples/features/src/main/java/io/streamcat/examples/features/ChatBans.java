package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.BannedException;
import io.streamcat.operations.BanList;
import io.streamcat.operations.ChatViewer;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Duration;
import java.time.Instant;

/** A ban from a chat room for a week, which is lifted early. */
public final class ChatBans {

  private ChatBans() {}

  public static void main(String[] args) {
    BanList bans = BanList.inMemory(); // JdbcBanList stores bans in a database
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).storage(s -> s.bans(bans)).build()) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));
      UserChatRooms rooms = streamcat.chatRooms();

      // A guest has no account. The application stores the id in the guest's session.
      ChatViewer guest = ChatViewer.guest();
      rooms.token(todd.id(), guest);
      System.out.println("the guest may enter");

      rooms.ban(todd.id(), guest.id(), "spam", Instant.now().plus(Duration.ofDays(7)));
      System.out.println("event in the room: " + emulator.chatEvents().get(0).name());
      try {
        rooms.token(todd.id(), guest);
      } catch (BannedException e) {
        System.out.println("banned for " + e.reason().orElse("no reason"));
      }
      System.out.println("bans: " + rooms.bans(todd.id()).size());

      rooms.unban(todd.id(), guest.id());
      rooms.token(todd.id(), guest);
      System.out.println("the guest may enter again");
    }
  }
}
