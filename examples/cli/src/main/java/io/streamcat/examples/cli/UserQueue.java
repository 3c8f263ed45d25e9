package io.streamcat.examples.cli;

import io.streamcat.examples.cli.ProvisionResult.Result;
import io.streamcat.examples.support.Entry;
import io.streamcat.examples.support.Entry.Malformed;
import io.streamcat.examples.support.Entry.SignUp;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Queues the users of a file, a chunk at a time. Users who exist already are found by their names,
 * so a repeated run hashes no password again.
 */
final class UserQueue {

  /** Small, so that recovery begins soon: hashing a password takes about 50 ms. */
  private static final int CHUNK = 20;

  private final List<Entry> entries;
  private final Session session;
  private final Patience patience;
  private final BooleanSupplier isStopped;
  private final Map<String, String> named = new HashMap<>();
  private int position;

  /**
   * The outcome of one entry.
   *
   * @param position the position in the file
   * @param origin the place of the entry
   * @param username the username, or null if unknown
   * @param result the result
   */
  record Outcome(int position, String origin, @Nullable String username, ProvisionResult result) {}

  /**
   * A queued user.
   *
   * @param position the position in the file
   * @param origin the place of the entry
   * @param username the username
   * @param id the id
   * @param whenDone the result as soon as the user is complete
   */
  record Queued(int position, String origin, String username, UserId id, Result whenDone) {

    Outcome outcome(ProvisionResult result) {
      return new Outcome(position, origin, username, result);
    }
  }

  /**
   * The results of some entries.
   *
   * @param outcomes the entries with an outcome, in the order of the file
   * @param queued the users of the others
   */
  record Chunk(List<Outcome> outcomes, List<Queued> queued) {}

  /**
   * Creates a queue.
   *
   * @param entries the entries of the file
   * @param session the database and the StreamCat instance
   * @param patience the retries for users who are leased
   * @param isStopped whether no further user may be queued
   */
  UserQueue(List<Entry> entries, Session session, Patience patience, BooleanSupplier isStopped) {
    this.entries = entries;
    this.session = session;
    this.patience = patience;
    this.isStopped = isStopped;
  }

  /** Returns whether no entry is left, or no further user may be queued. */
  boolean isAtEnd() {
    return position == entries.size() || isStopped.getAsBoolean();
  }

  /** Queues the users of the next entries. */
  Chunk next() {
    Chunk chunk = new Chunk(new ArrayList<>(), new ArrayList<>());
    Map<Queued, NewUser> added = new LinkedHashMap<>();
    for (int i = 0; i < CHUNK && !isAtEnd(); i++, position++) {
      Entry entry = entries.get(position);
      Optional<SignUp> checked = checked(entry, chunk);
      if (checked.isPresent()) {
        SignUp signUp = checked.get();
        UserId id = UserId.generate(Instant.now());
        Queued user =
            new Queued(position, entry.origin(), signUp.username(), id, Result.PROVISIONED);
        if (!isFound(user, chunk)) {
          added.put(user, new NewUser(id, signUp.username(), signUp.password(), null));
        }
      }
    }
    enqueue(added, chunk);
    chunk.outcomes.sort(Comparator.comparingInt(Outcome::position));
    return chunk;
  }

  private Optional<SignUp> checked(Entry entry, Chunk chunk) {
    String name = null;
    InvalidInputException failure;
    if (entry instanceof SignUp signUp) {
      name = signUp.username();
      String earlier = named.putIfAbsent(User.usernameKey(name), signUp.origin());
      if (earlier == null) {
        return Optional.of(signUp);
      }
      failure = new InvalidInputException("username", "used once", "repeats that of " + earlier);
    } else {
      String problem = entry instanceof Malformed malformed ? malformed.problem() : "is unknown";
      failure = new InvalidInputException("line", "username,password", problem);
    }
    chunk.outcomes.add(
        new Outcome(position, entry.origin(), name, ProvisionResult.failed(failure)));
    return Optional.empty();
  }

  private void enqueue(Map<Queued, NewUser> added, Chunk chunk) {
    List<Queued> asked = List.copyOf(added.keySet());
    Map<Integer, StreamCatException> rejected = rejected(List.copyOf(added.values()));
    for (int i = 0; i < asked.size(); i++) {
      Queued user = asked.get(i);
      StreamCatException reason = rejected.get(i);
      if (reason == null) {
        chunk.queued.add(user);
      } else if (!(reason instanceof DuplicateUserException) || !isFound(user, chunk)) {
        chunk.outcomes.add(user.outcome(ProvisionResult.failed(reason)));
      }
    }
  }

  private Map<Integer, StreamCatException> rejected(List<NewUser> newUsers) {
    try {
      return session.streamcat().users().enqueue(newUsers.stream()).rejected();
    } catch (StreamCatException e) {
      return newUsers.stream().collect(Collectors.toMap(newUsers::indexOf, newUser -> e));
    }
  }

  /** Returns whether a user of that name exists, and adds that user to the chunk. */
  private boolean isFound(Queued asked, Chunk chunk) {
    try {
      Optional<UserRecord> existing = session.store().users().findByUsername(asked.username());
      if (existing.isEmpty()) {
        return false;
      }
      UserRecord record = existing.get();
      if (isLeftToRecovery(record)) {
        chunk.queued.add(
            new Queued(
                asked.position(), asked.origin(), asked.username(), record.id(), Result.RESUMED));
        return true;
      }
      // Null for a user who was being removed and is gone now, so that the name is free.
      Optional<User> finished =
          session
              .streamcat()
              .runAtBackgroundPriority(
                  () ->
                      patience.insist(
                          asked.username(), () -> session.streamcat().users().resume(record.id())));
      Result result = Result.ofEarlier(record);
      finished.ifPresent(
          user -> chunk.outcomes.add(asked.outcome(ProvisionResult.of(result, user))));
      return finished.isPresent();
    } catch (StreamCatException e) {
      chunk.outcomes.add(asked.outcome(ProvisionResult.failed(e)));
      return true;
    }
  }

  /** Returns whether recovery completes the user soon; any other is resumed at once. */
  private boolean isLeftToRecovery(UserRecord record) {
    return record.state() == UserState.QUEUED
        && record.pending().problem().isEmpty()
        && record.home().matches(session.environment().home());
  }
}
