package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;

/** Registrations that may be repeated: by the application's own id, or by an idempotency key. */
public final class OwnIds {

  private OwnIds() {}

  public static void main(String[] args) {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).build()) {
      // The application knows its users already: its own id is enough, and may be sent again.
      User first = streamcat.users().provision(NewUser.withId("auth0|507f1f77"));
      User again = streamcat.users().provision(NewUser.withId("auth0|507f1f77"));
      System.out.println("same user by id: " + first.id().equals(again.id()));

      // A sign-up form has no id yet. A random key in the form makes the second click harmless.
      NewUser form =
          NewUser.of("todd", "purple kettle on a slow train").withIdempotencyKey("form-8d1f0c2b");
      User todd = streamcat.users().provision(form);
      User secondClick = streamcat.users().provision(form);
      System.out.println("same user by key: " + todd.id().equals(secondClick.id()));

      // Without the key, the same username belongs to another person.
      try {
        streamcat.users().provision(NewUser.of("Todd", "another secret of another person"));
      } catch (DuplicateUserException e) {
        System.out.println("taken: " + e.field());
      }
      System.out.println("users: " + streamcat.users().list().count());
    }
  }
}
