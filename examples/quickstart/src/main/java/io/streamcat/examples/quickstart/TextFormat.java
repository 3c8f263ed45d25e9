package io.streamcat.examples.quickstart;

import io.streamcat.chat.ChatRoomService;
import io.streamcat.examples.quickstart.ProvisionResult.Registered;
import io.streamcat.examples.support.UserText;
import io.streamcat.user.User;
import java.io.PrintStream;

/** A format with a paragraph per registered user, for people. */
final class TextFormat implements Format {

  private final PrintStream out;
  private final boolean showStreamKeys;
  private final ChatRoomService chatRooms;

  TextFormat(PrintStream out, boolean showStreamKeys, ChatRoomService chatRooms) {
    this.out = out;
    this.showStreamKeys = showStreamKeys;
    this.chatRooms = chatRooms;
  }

  @Override
  public void print(ProvisionResult result) {
    if (!(result instanceof Registered registered)) {
      return;
    }
    User user = registered.user();
    out.println(user.username());
    if (registered.generatedPassword() != null) {
      line(GENERATED_PASSWORD, registered.generatedPassword());
    }
    UserText.of(user, showStreamKeys, room -> chatRooms.messagingEndpoint(room.arn()))
        .forEach(this::line);
    out.println();
  }

  private void line(String name, String value) {
    out.println(UserText.line(name, value));
  }
}
