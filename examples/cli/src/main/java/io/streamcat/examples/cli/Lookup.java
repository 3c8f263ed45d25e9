package io.streamcat.examples.cli;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserId;
import java.util.Optional;

/** The lookup of a user by username, or else by id. */
final class Lookup {

  private Lookup() {}

  static UserRecord require(UserRepository users, String name) {
    return find(users, name).orElseThrow(() -> new UserNotFoundException(name));
  }

  static Optional<UserRecord> find(UserRepository users, String name) {
    return users.findByUsername(name).or(() -> byId(users, name));
  }

  private static Optional<UserRecord> byId(UserRepository users, String name) {
    try {
      return users.findById(UserId.of(name));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }
}
