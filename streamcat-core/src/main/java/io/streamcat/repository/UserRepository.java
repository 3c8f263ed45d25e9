package io.streamcat.repository;

import io.streamcat.exception.DuplicateUserException;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store of user records.
 *
 * <pre>{@code
 * StreamCat streamcat =
 *     StreamCat.builder()
 *         .storage(
 *             s ->
 *                 s.users(UserRepository.inMemory())
 *                     .bans(BanList.inMemory()))
 *         .build();
 * }</pre>
 *
 * <p>A repository stores records and revisions, but knows no transitions: {@link #update} stores a
 * new record if the stored one is still the expected one, by version and writer. Each method is
 * atomic, durable when it returns, and safe to call from many threads and servers. A writing method
 * throws {@link io.streamcat.exception.StorageException} if it failed or its outcome is unknown.
 * The caller then repeats the same write, or reads the record, whose {@link Revision} shows the
 * outcome. Times come from the caller and are stored to the microsecond. {@code
 * UserRepositoryContract}, published with the tests, checks implementations.
 */
public interface UserRepository {

  /** The number of records that {@link #stream()} reads at a time. */
  int PAGE = 500;

  /**
   * Creates a repository in memory, for tests and for programs without durable storage.
   *
   * @return a new, empty repository
   */
  static UserRepository inMemory() {
    return new InMemoryUserRepository();
  }

  /**
   * Returns the random id of this store, which was generated when the store was created. Resources
   * carry it as the tag {@code streamcat:store}, so that another store's resources are never taken
   * for orphans.
   *
   * @return 1 to 36 characters of {@code [a-zA-Z0-9-]}; always the same
   */
  String storeId();

  /**
   * Inserts a record.
   *
   * @param record the record
   * @throws io.streamcat.exception.DuplicateUserException if another record has the id, the
   *     username (by {@link io.streamcat.user.User#usernameKey}), the idempotency key or the key;
   *     the same record, inserted by the same writer before, counts as another one
   * @throws io.streamcat.exception.StorageException if the write failed, for example because a
   *     resource belongs to another record, or if its outcome is unknown
   */
  void insert(UserRecord record);

  /**
   * Inserts the records that conflict with no other one, for example those of users registered in
   * bulk. A store that can insert many rows with one statement overrides this method.
   *
   * @param records the records, at most {@value #PAGE}
   * @return the records that were left out, because {@link #insert} would throw a {@code
   *     DuplicateUserException}, in their order
   * @throws io.streamcat.exception.StorageException as {@link #insert} does; some records may have
   *     been inserted
   */
  default List<UserRecord> insertAll(List<UserRecord> records) {
    List<UserRecord> duplicates = new ArrayList<>();
    for (UserRecord record : records) {
      try {
        insert(record);
      } catch (DuplicateUserException e) {
        duplicates.add(record);
      }
    }
    return duplicates;
  }

  /**
   * Finds a record by key.
   *
   * @param key the key
   * @return the record, or empty
   */
  Optional<UserRecord> findByKey(String key);

  /**
   * Finds a record by user id.
   *
   * @param id the id
   * @return the record, or empty
   */
  Optional<UserRecord> findById(UserId id);

  /**
   * Finds a record by username.
   *
   * @param username the username, in any case
   * @return the record, or empty
   */
  Optional<UserRecord> findByUsername(String username);

  /**
   * Finds a record by idempotency key.
   *
   * @param idempotencyKey the key
   * @return the record, or empty
   */
  Optional<UserRecord> findByIdempotencyKey(String idempotencyKey);

  /**
   * Finds the record that has a channel, chat room or stage.
   *
   * @param arn the resource's ARN
   * @return the record, or empty
   */
  Optional<UserRecord> findByResource(String arn);

  /**
   * Finds the records that have these channels. A store that can find the records with one query
   * overrides this method.
   *
   * @param channelArns the ARNs of channels, at most a few hundred
   * @return the records, in any order
   */
  default List<UserRecord> findByChannels(Collection<String> channelArns) {
    return channelArns.stream().map(this::findByResource).flatMap(Optional::stream).toList();
  }

  /**
   * Reads a page of all records, ordered by key.
   *
   * @param after the key of the last record of the page before, or null for the first page
   * @param limit the most records to return, at least 1
   * @return the following records; fewer than the limit only at the end
   */
  List<UserRecord> page(@Nullable String after, int limit);

  /**
   * Reads a page of the records in a state, ordered by key. A store with an index on the state
   * overrides this method.
   *
   * @param state the state
   * @param after the key of the last record of the page before, or null for the first page
   * @param limit the most records to return, at least 1
   * @return the following records; fewer than the limit only at the end
   */
  default List<UserRecord> page(UserState state, @Nullable String after, int limit) {
    return stream()
        .filter(record -> record.state() == state)
        .filter(record -> after == null || record.key().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  /**
   * Finds spares that a registration may take: nothing is pending, and no worker holds a lease. A
   * store with an index on the state overrides this method.
   *
   * @param home the home; only spares that it {@linkplain Home#covers covers} are included
   * @param after the key of the last spare of the page before, or null for the first page
   * @param limit the most records to return, at least 1
   * @return the following spares, ordered by key; fewer than the limit only at the end
   */
  default List<UserRecord> spares(Home home, @Nullable String after, int limit) {
    return stream()
        .filter(record -> record.state() == UserState.SPARE && record.isSettled())
        .filter(record -> home.covers(record.home()))
        .filter(record -> after == null || record.key().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  /**
   * Reads the records with a task that has failed. A store with an index on the attempts overrides
   * this method.
   *
   * @param limit the most records to return, at least 1
   * @return the records, those that failed most often first
   */
  default List<UserRecord> failing(int limit) {
    return stream()
        .filter(record -> record.pending().attempts() > 0)
        .sorted(
            Comparator.comparingInt((UserRecord record) -> record.pending().attempts()).reversed())
        .limit(limit)
        .toList();
  }

  /**
   * Streams all records, a page at a time as the stream is consumed.
   *
   * @return a lazy stream; a record inserted meanwhile may be missing, every other record is
   *     contained exactly once
   */
  default Stream<UserRecord> stream() {
    return Stream.iterate(
            page(null, PAGE),
            page -> !page.isEmpty(),
            page ->
                page.size() < PAGE
                    ? List.<UserRecord>of()
                    : page(page.get(page.size() - 1).key(), PAGE))
        .flatMap(List::stream);
  }

  /**
   * Finds records that recovery may process: {@link UserRecord#dueAt()} has passed.
   *
   * @param home the home; only records that it {@linkplain Home#covers covers} are included
   * @param now the time
   * @param limit the most records to return
   * @return the records in the {@link UserState#recoveryOrder order of recovery}, and within the
   *     same place the longest due first
   */
  List<UserRecord> pending(Home home, Instant now, int limit);

  /**
   * Counts the records.
   *
   * @param now the time
   * @return the counts, of all homes
   */
  RecordCounts counts(Instant now);

  /**
   * Returns whether the home of a record names an account, so that only servers that know their
   * account may process the record. A store that can search without reading the records overrides
   * this method.
   *
   * @param region the region of the home
   * @return true if there is such a record of a user who is not removed, or of a spare
   */
  default boolean namesAccount(String region) {
    return stream()
        .filter(record -> record.state() != UserState.REMOVED)
        .map(UserRecord::home)
        .anyMatch(home -> home.account() != null && home.region().equals(region));
  }

  /**
   * Counts the recorded resources of a home. A store that can count without reading the records
   * overrides this method.
   *
   * @param home the home; an unknown account counts the resources of all accounts of the region
   * @param since the earliest registration of the users whose resources are counted; null for all
   *     resources, those of spares included
   * @return the number of each kind
   */
  default Map<ResourceKind, Long> resources(Home home, @Nullable Instant since) {
    Map<ResourceKind, Long> counts = new EnumMap<>(ResourceKind.class);
    for (ResourceKind kind : ResourceKind.values()) {
      counts.put(kind, 0L);
    }
    stream()
        .filter(
            record ->
                since == null || (record.identity() != null && !record.createdAt().isBefore(since)))
        .flatMap(record -> record.resources().all())
        .filter(
            resource -> {
              Home of = Home.ofArn(resource.arn());
              return of != null && of.matches(home);
            })
        .forEach(resource -> counts.merge(ResourceKind.of(resource), 1L, Long::sum));
    return counts;
  }

  /**
   * Replaces a record if it still has the expected {@link Revision}: the version and the writer. A
   * version alone does not tell two records of one key apart, and a late insert may bring back the
   * key of a deleted record.
   *
   * @param expected the record as it was read
   * @param next the record to store, with the key of the expected one and the next revision
   * @return false if the stored record has another revision or does not exist; nothing was changed
   * @throws IllegalArgumentException if the record to store is not the next revision of the
   *     expected one
   * @throws io.streamcat.exception.DuplicateUserException if another record has the id, the
   *     username or the idempotency key; nothing was changed
   * @throws io.streamcat.exception.StorageException if the write failed, for example because a
   *     resource belongs to another record, or if its outcome is unknown
   */
  boolean update(UserRecord expected, UserRecord next);

  /**
   * Checks the arguments of {@link #update}, for implementations.
   *
   * @param expected the record as it was read
   * @param next the record to store
   * @throws IllegalArgumentException if the record to store is not the next revision of the
   *     expected one
   */
  static void requireSuccession(UserRecord expected, UserRecord next) {
    if (!next.key().equals(expected.key())
        || next.revision().version() != expected.revision().version() + 1) {
      throw new IllegalArgumentException(
          next.revision()
              + " of "
              + next.key()
              + " does not follow "
              + expected.revision()
              + " of "
              + expected.key());
    }
  }

  /**
   * Deletes a record if it still has the expected {@link Revision}: the version and the writer.
   *
   * @param expected the record as it was read
   * @return false if the stored record has another revision or does not exist; nothing was changed
   */
  boolean delete(UserRecord expected);

  /**
   * Returns whether the caller has a transaction under way that the repository joins, so that
   * changes made now would become durable only later. AWS must not be called in such a transaction.
   *
   * @return true if a method's changes are not durable when it returns
   */
  default boolean isTransactionActive() {
    return false;
  }
}
