package io.streamcat.provisioning;

import io.streamcat.aws.AwsNames;
import io.streamcat.user.Attempt;
import io.streamcat.repository.Lease;
import io.streamcat.user.NewUser;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.Set;

/**
 * The first two steps of provisioning: check what was typed, and put the intention into a record.
 */
final class Registration {

  private final Engine engine;

  Registration(Engine engine) {
    this.engine = engine;
  }

  /** Checks what can be checked before anything exists. */
  void check(NewUser newUser) {
    ProvisioningSettings settings = engine.settings();
    String username = newUser.username();
    if (username != null) {
      settings.usernames().check(username);
    }
    if (newUser.password() != null) {
      settings.passwords().check(newUser.password(), username);
    }
    if (newUser.id() != null) {
      TagValues.encode(newUser.id());
    }
  }

  /**
   * The record of a checked user: everything a worker needs to go on if this one does not return.
   */
  StoredUser intend(NewUser newUser, Lease lease) {
    ProvisioningSettings settings = engine.settings();
    Instant now = engine.now();
    UserId id = newUser.id() == null ? UserId.generate(now) : newUser.id();
    String name =
        AwsNames.check(
            "resourceName",
            settings.naming().nameFor(settings.namespace(), id, newUser.username()));
    boolean nothingToCreate = settings.atRegistration().isEmpty();
    return new StoredUser(
        new User(
            id,
            newUser.username(),
            nothingToCreate ? UserState.ACTIVE : UserState.PROVISIONING,
            null,
            null,
            null,
            now,
            now),
        new Attempt(UserId.generate(now).value(), name, settings.atRegistration()),
        Set.of(),
        newUser.password() == null ? null : settings.hasher().hash(newUser.password()),
        newUser.idempotencyKey(),
        nothingToCreate ? null : lease,
        null);
  }
}
