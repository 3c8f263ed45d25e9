package io.streamcat.operations;

import io.streamcat.exception.Check;
import io.streamcat.exception.TextAttributes;
import io.streamcat.user.UserId;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Somebody who comes to a chat room.
 *
 * @param id a user's id, or that of a guest
 * @param attributes what is shown of the viewer to everyone in the room, a display name for
 *     instance: at most 1 KB together with the role, and none of them named {@code role};
 *     unmodifiable
 */
public record ChatViewer(String id, Map<String, String> attributes) {

  /** The attribute every token has, which tells everyone in the room what the viewer is. */
  public static final String ROLE = "role";

  private static final String GUEST_PREFIX = "guest:";

  private static final Pattern GUEST =
      Pattern.compile(GUEST_PREFIX + "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /**
   * Checks and copies what needs it.
   *
   * @param id a user's id, or that of a guest
   * @param attributes what is shown of the viewer
   */
  public ChatViewer {
    UserId.of(id);
    attributes = TextAttributes.checked("attributes", attributes);
    for (String name : attributes.keySet()) {
      // In any case: a client that reads it carelessly must not be deceived either.
      Check.that(
          !name.equalsIgnoreCase(ROLE),
          "attributes",
          "without one named '" + ROLE + "', which StreamCat sets",
          "has '" + name + "'");
    }
  }

  /**
   * Describes a user.
   *
   * @param id the user's id
   * @param attributes what is shown of the user
   * @return the viewer
   * @throws io.streamcat.exception.InvalidInputException if the attributes break a limit
   */
  public static ChatViewer user(UserId id, Map<String, String> attributes) {
    return new ChatViewer(id.value(), attributes);
  }

  /**
   * Makes up a guest whom nobody has seen before. An application that wants to know the guest
   * again, be it to keep a banned one out, keeps the id in its session.
   *
   * @return the viewer, with a random id and no attributes
   */
  public static ChatViewer guest() {
    return new ChatViewer(GUEST_PREFIX + UUID.randomUUID(), Map.of());
  }

  /**
   * Describes a guest seen before.
   *
   * @param id an id that {@link #guest()} made up
   * @return the viewer, without attributes
   * @throws io.streamcat.exception.InvalidInputException if it is none, but a user's for example
   */
  public static ChatViewer guest(String id) {
    Check.matches("viewerId", id, GUEST, "the id of a guest");
    return new ChatViewer(id, Map.of());
  }

  /**
   * Tells guests from users.
   *
   * @return whether the id is one that {@link #guest()} made up
   */
  public boolean isGuest() {
    return GUEST.matcher(id).matches();
  }
}
