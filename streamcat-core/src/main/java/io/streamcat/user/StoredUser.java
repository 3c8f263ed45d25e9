package io.streamcat.user;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user as a repository keeps it: what applications see, and what provisioning needs to go on
 * after a crash.
 *
 * @param user what applications see
 * @param attempt what was intended
 * @param due what was begun to be changed about the channel and is not done yet; unmodifiable
 * @param passwordHash the hashed password, or null if there is none
 * @param idempotencyKey the key of the registration, or null
 * @param lease who works on the user; null if nothing is left to do
 * @param problem what went wrong last, for people, or null
 */
public record StoredUser(
    User user,
    Attempt attempt,
    Set<ChannelChange> due,
    @Nullable PasswordHash passwordHash,
    @Nullable String idempotencyKey,
    @Nullable Lease lease,
    @Nullable String problem) {

  /**
   * Checks and copies what needs it.
   *
   * @param user what applications see
   * @param attempt what was intended
   * @param due what was begun to be changed about the channel and is not done yet
   * @param passwordHash the hashed password, or null if there is none
   * @param idempotencyKey the key of the registration, or null
   * @param lease who works on the user; null if nothing is left to do
   * @param problem what went wrong last, for people, or null
   */
  public StoredUser {
    due = Set.copyOf(due);
  }

  /**
   * Returns the kinds the user is to have and has not.
   *
   * @return a new set
   */
  public Set<ResourceKind> missing() {
    Set<ResourceKind> missing = EnumSet.noneOf(ResourceKind.class);
    missing.addAll(attempt.wanted());
    missing.removeAll(user.resourceKinds());
    return missing;
  }

  /**
   * Tells whether the user is active and has all that was asked for, as it was asked for.
   *
   * @return true if nothing is left to do
   */
  public boolean isComplete() {
    return user.state() == UserState.ACTIVE && missing().isEmpty() && due.isEmpty();
  }

  /**
   * Returns a copy with another user.
   *
   * @param value what applications see
   * @return a changed copy
   */
  public StoredUser with(User value) {
    return new StoredUser(value, attempt, due, passwordHash, idempotencyKey, lease, problem);
  }

  /**
   * Returns a copy with another attempt.
   *
   * @param value what is intended
   * @return a changed copy
   */
  public StoredUser with(Attempt value) {
    return new StoredUser(user, value, due, passwordHash, idempotencyKey, lease, problem);
  }

  /**
   * Returns a copy with other changes due.
   *
   * @param value what was begun to be changed about the channel
   * @return a changed copy
   */
  public StoredUser withDue(Set<ChannelChange> value) {
    return new StoredUser(user, attempt, value, passwordHash, idempotencyKey, lease, problem);
  }

  /**
   * Returns a copy with another password hash.
   *
   * @param value the hash
   * @return a changed copy
   */
  public StoredUser with(PasswordHash value) {
    return new StoredUser(user, attempt, due, value, idempotencyKey, lease, problem);
  }

  /**
   * Returns what is kept of a user who is gone: the id and the times.
   *
   * @param now when it was removed
   * @return a {@link UserState#REMOVED} user
   */
  public StoredUser anonymised(Instant now) {
    return new StoredUser(
        new User(user.id(), null, UserState.REMOVED, null, null, null, user.createdAt(), now),
        new Attempt(attempt.id(), "", Set.of()),
        Set.of(),
        null,
        null,
        null,
        null);
  }

  /**
   * Returns a copy under another lease.
   *
   * @param value the lease, or null for none
   * @param newProblem what went wrong last, or null
   * @return a changed copy
   */
  public StoredUser with(@Nullable Lease value, @Nullable String newProblem) {
    return new StoredUser(user, attempt, due, passwordHash, idempotencyKey, value, newProblem);
  }
}
