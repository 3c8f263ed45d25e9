package io.streamcat.provisioning.internal;

import io.streamcat.aws.internal.AwsNames;
import io.streamcat.exception.Check;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.DuplicateUserException.Field;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.repository.Identity;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.NewUser;
import io.streamcat.user.OwnSettings;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The first steps of provisioning: the check of the input, and the record of the intention. */
final class Registration {

  private final ProvisioningContext context;

  Registration(ProvisioningContext context) {
    this.context = context;
  }

  /** Checks the input before anything exists. */
  void check(NewUser newUser) {
    ProvisioningSettings settings = context.settings();
    String username = Check.given("newUser", newUser).username();
    if (username != null) {
      settings.usernames().check(username);
    }
    if (newUser.password() != null) {
      settings.passwords().check(newUser.password(), username);
    }
    PasswordHash hash = newUser.passwordHash();
    Check.that(
        hash == null || settings.hasher().canVerify(hash),
        "passwordHash",
        "one that the hasher can verify; Argon2, bcrypt, scrypt or PBKDF2, at an affordable cost",
        "has an unknown form or illegal or excessive parameters");
    for (ResourceKind kind : ResourceKind.values()) {
      context.type(kind).check().accept(newUser.settings().get(kind));
    }
  }

  /**
   * Finds a user who conflicts with a registration that must wait. Only the recording of the
   * intention decides a conflict for certain.
   */
  Optional<DuplicateUserException> duplicate(NewUser newUser) {
    return Stream.of(Field.IDEMPOTENCY_KEY, Field.ID, Field.USERNAME)
        .filter(field -> isGiven(newUser, field) && holder(newUser, field).isPresent())
        .findFirst()
        .map(field -> new DuplicateUserException(field, value(newUser, field)));
  }

  private static boolean isGiven(NewUser newUser, Field field) {
    return switch (field) {
      case USERNAME -> newUser.username() != null;
      case ID -> newUser.id() != null;
      case IDEMPOTENCY_KEY -> newUser.idempotencyKey() != null;
    };
  }

  /** Returns the person of a checked registration; generates an id if none is given. */
  Identity identity(NewUser newUser) {
    return new Identity(
        newUser.id() == null ? UserId.of(context.ids().get()) : newUser.id(),
        newUser.username(),
        hash(newUser),
        newUser.idempotencyKey());
  }

  private @Nullable PasswordHash hash(NewUser newUser) {
    String password = newUser.password();
    return password == null ? newUser.passwordHash() : context.settings().hasher().hash(password);
  }

  /** Returns the record of the intention, from which another worker can finish the registration. */
  UserRecord intend(Identity person, OwnSettings own) {
    return intend(person, own, context.settings().atRegistration(), context.newLease());
  }

  /** Returns the record of a checked registration that is left to recovery. */
  UserRecord queue(NewUser newUser) {
    return intend(identity(newUser), newUser.settings(), context.settings().atRegistration(), null);
  }

  /** Returns the record of the intention to create certain kinds, possibly none. */
  UserRecord intend(
      Identity person, OwnSettings own, Set<ResourceKind> kinds, @Nullable Lease lease) {
    return UserRecord.intended(
            context.ids().get(),
            context.home(),
            person,
            resourceName(person),
            kinds,
            lease,
            context.ids().get(),
            context.now())
        .choosing(own.channel())
        .choosing(own.chatRoom())
        .choosing(own.stage());
  }

  /** Returns the name of a user's resources. */
  String resourceName(Identity person) {
    ProvisioningSettings settings = context.settings();
    return AwsNames.check(
        "resourceName",
        settings.naming().nameFor(settings.effectiveNamespace(), person.id(), person.username()));
  }

  /**
   * Finds the user of an earlier call that this call repeats.
   *
   * @return that user, or empty if the user no longer exists
   * @throws DuplicateUserException if the conflicting user comes from another registration
   */
  Optional<UserRecord> repeated(NewUser newUser, DuplicateUserException duplicate) {
    Optional<UserRecord> earlier = earlier(newUser);
    if (earlier.isPresent()) {
      return earlier;
    }
    Optional<UserRecord> holder = holder(newUser, duplicate.field());
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    // The id of a removed user is never reused.
    throw holder.get().state() == UserState.DEPROVISIONING
        ? new DuplicateUserException(duplicate.field(), value(newUser, duplicate.field()), true)
        : duplicate;
  }

  private Optional<UserRecord> earlier(NewUser newUser) {
    String key = newUser.idempotencyKey();
    if (key == null) {
      return Optional.ofNullable(newUser.id())
          .flatMap(context.users()::findById)
          .filter(record -> record.state() != UserState.REMOVED)
          .filter(record -> isSame(newUser, record));
    }
    Optional<UserRecord> earlier = context.users().findByIdempotencyKey(key);
    if (earlier.isPresent() && !isSame(newUser, earlier.get())) {
      throw new InvalidInputException(
          "idempotencyKey", "unique to each registration", "was used for another user");
    }
    return earlier;
  }

  /**
   * Returns whether a registration repeats that of a record. The id alone suffices, so a repeated
   * call may omit the username of the first.
   */
  static boolean isSame(NewUser newUser, UserRecord record) {
    User user = record.user();
    return (newUser.id() == null || newUser.id().equals(user.id()))
        && (newUser.username() == null || sameName(newUser.username(), user.username()));
  }

  private static boolean sameName(String asked, @Nullable String stored) {
    return stored != null && User.usernameKey(asked).equals(User.usernameKey(stored));
  }

  private Optional<UserRecord> holder(NewUser newUser, Field field) {
    String value = value(newUser, field);
    return switch (field) {
      case USERNAME -> context.users().findByUsername(value);
      case ID -> context.users().findById(UserId.of(value));
      case IDEMPOTENCY_KEY -> context.users().findByIdempotencyKey(value);
    };
  }

  private static String value(NewUser newUser, Field field) {
    return switch (field) {
      case USERNAME -> String.valueOf(newUser.username());
      case ID -> String.valueOf(newUser.id());
      case IDEMPOTENCY_KEY -> String.valueOf(newUser.idempotencyKey());
    };
  }
}
