package io.streamcat.operations;

import io.streamcat.exception.Check;
import io.streamcat.exception.TextAttributes;
import io.streamcat.user.UserId;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A visitor of a chat room: a user or a guest.
 *
 * @param id the id of the user or the guest
 * @param attributes the attributes that everyone in the room sees, for example a display name: at
 *     most 1 KB together with the role, and none of them named {@code role}; unmodifiable
 */
public record ChatViewer(String id, Map<String, String> attributes) {

  /** The attribute of every token that shows the viewer's role to everyone in the room. */
  public static final String ROLE = "role";

  private static final String GUEST_PREFIX = "guest:";

  private static final Pattern GUEST =
      Pattern.compile(GUEST_PREFIX + "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Checks and copies what needs it. */
  public ChatViewer {
    UserId.of(id);
    attributes = TextAttributes.checked("attributes", attributes);
    for (String name : attributes.keySet()) {
      // In upper and lower case, so that a client that ignores case is not deceived either.
      Check.that(
          !name.equalsIgnoreCase(ROLE),
          "attributes",
          "without one named '" + ROLE + "', which StreamCat sets",
          "has '" + name + "'");
    }
  }

  /**
   * Creates a viewer for a user.
   *
   * @param id the user's id
   * @param attributes the attributes that everyone in the room sees
   * @return the viewer
   * @throws io.streamcat.exception.InvalidInputException if the attributes exceed a limit
   */
  public static ChatViewer user(UserId id, Map<String, String> attributes) {
    return new ChatViewer(id.value(), attributes);
  }

  /**
   * Creates a new guest. To recognise the guest later, for example to enforce a ban, an application
   * stores the id in its session.
   *
   * @return the viewer, with a random id and no attributes
   */
  public static ChatViewer guest() {
    return new ChatViewer(GUEST_PREFIX + UUID.randomUUID(), Map.of());
  }

  /**
   * Creates a viewer for a guest with a known id.
   *
   * @param id an id that {@link #guest()} has created
   * @return the viewer, without attributes
   * @throws io.streamcat.exception.InvalidInputException if the id is not that of a guest
   */
  public static ChatViewer guest(String id) {
    Check.matches("viewerId", id, GUEST, "the id of a guest");
    return new ChatViewer(id, Map.of());
  }

  /**
   * Returns whether the viewer is a guest.
   *
   * @return true if the id was created by {@link #guest()}
   */
  public boolean isGuest() {
    return GUEST.matcher(id).matches();
  }
}
