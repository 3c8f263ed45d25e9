package io.streamcat.provisioning.internal;

import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.DuplicateUserException.Field;
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
    while (true) {
      UserRecord stored = users.kept(id);
      Identity person = Objects.requireNonNull(stored.identity());
      if (username.equals(person.username())) {
        return stored.user();
      }
      UserRecord next =
          stored.with(person.renamed(username), context.now()).written(context.ids().get());
      if (update(stored, next, username)) {
        return next.user();
      }
    }
  }

  private boolean update(UserRecord stored, UserRecord next, String username) {
    try {
      return context.store().update(stored, next);
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
