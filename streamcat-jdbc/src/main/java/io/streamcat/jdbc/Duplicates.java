package io.streamcat.jdbc;

import io.streamcat.error.DuplicateUserException;
import io.streamcat.error.DuplicateUserException.Field;
import io.streamcat.error.StorageException;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import java.util.Optional;

/** Finds out which uniqueness an insertion violates; databases name the constraint at best. */
final class Duplicates {

  private Duplicates() {}

  static RuntimeException collision(
      UserRepository users, StoredUser user, SqlFailure.Violation violation) {
    Optional<DuplicateUserException> duplicate = find(users, user);
    return duplicate.isPresent()
        ? duplicate.get()
        : new StorageException(
            "user '" + user.user().id() + "' collided with one who is gone by now",
            true,
            violation);
  }

  static Optional<DuplicateUserException> find(UserRepository users, StoredUser user) {
    String key = user.idempotencyKey();
    if (key != null && users.findByIdempotencyKey(key).isPresent()) {
      return Optional.of(new DuplicateUserException(Field.IDEMPOTENCY_KEY, key));
    }
    if (users.findById(user.user().id()).isPresent()) {
      return Optional.of(new DuplicateUserException(Field.ID, user.user().id().value()));
    }
    String username = user.user().username();
    if (username != null && users.findByUsername(username).isPresent()) {
      return Optional.of(new DuplicateUserException(Field.USERNAME, username));
    }
    return Optional.empty();
  }
}
