package io.streamcat.provisioning.internal;

import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.DuplicateUserException.Field;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.util.Objects;

/** The change of a username, which needs no lease because nothing in AWS depends on the name. */
final class Renaming {

  private final ProvisioningContext context;
  private final RegisteredUsers users;

  Renaming(ProvisioningContext context, RegisteredUsers users) {
    this.context = context;
    this.users = users;
  }

  User rename(UserId id, String username) {
    context.settings().usernames().check(username);
    context.requireDurable();
    CallWrites writes = new CallWrites(context.store());
    UserRecord first = users.kept(id);
    return writes.confirmed(() -> renamed(first, username, writes)).user();
  }

  private UserRecord renamed(UserRecord first, String username, CallWrites writes) {
    UserRecord stored = first;
    while (!username.equals(person(stored).username())) {
      UserRecord next =
          stored.with(person(stored).renamed(username), context.now()).written(context.ids().get());
      if (update(stored, next, username, writes)) {
        return next;
      }
      stored =
          context
              .store()
              .read(first.key())
              .filter(record -> !record.state().isEnding())
              .orElseThrow(() -> new UserNotFoundException(first.label()));
    }
    return stored;
  }

  private static Identity person(UserRecord record) {
    return Objects.requireNonNull(record.identity());
  }

  private boolean update(UserRecord stored, UserRecord next, String username, CallWrites writes) {
    try {
      return writes.update(stored, next);
    } catch (DuplicateUserException e) {
      boolean beingRemoved =
          context
              .users()
              .findByUsername(username)
              .filter(holder -> holder.state() == UserState.DEPROVISIONING)
              .isPresent();
      throw beingRemoved ? new DuplicateUserException(Field.USERNAME, username, true) : e;
    }
  }
}
