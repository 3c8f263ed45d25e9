package io.streamcat.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where users are stored.
 *
 * <p>Each method is atomic and durable when it returns, and safe to call from many threads and
 * servers. A change names the owner of the lease it is made under and is refused with {@link
 * io.streamcat.error.LeaseLostException} if the user is gone or the lease is another's; that is
 * what keeps two workers from both changing a user. Times come from the caller; stores keep them to
 * the microsecond. {@code UserRepositoryContract}, published with the tests, shows whether an
 * implementation is right.
 */
public interface UserRepository {

  /** How many users {@link #stream()} reads at a time. */
  int PAGE = 500;

  /**
   * Creates a repository that keeps users in memory, for tests and for programs that need no more.
   *
   * @return a new, empty repository
   */
  static UserRepository inMemory() {
    return new InMemoryUserRepository();
  }

  /**
   * Inserts a user.
   *
   * @param user the user
   * @throws io.streamcat.error.DuplicateUserException if another has the id, the username (by
   *     {@link User#usernameKey}) or the idempotency key
   */
  void insert(StoredUser user);

  /**
   * Finds a user by id.
   *
   * @param id the id
   * @return the user, or empty
   */
  Optional<StoredUser> findById(UserId id);

  /**
   * Finds a user by username.
   *
   * @param username the username, in any case
   * @return the user, or empty
   */
  Optional<StoredUser> findByUsername(String username);

  /**
   * Finds a user by idempotency key.
   *
   * @param idempotencyKey the key
   * @return the user, or empty
   */
  Optional<StoredUser> findByIdempotencyKey(String idempotencyKey);

  /**
   * Finds the user a channel, chat room or stage is recorded for.
   *
   * @param arn the resource's ARN
   * @return the user, or empty
   */
  Optional<StoredUser> findByResource(String arn);

  /**
   * Reads a page of all users, in an order of the repository's own that never changes.
   *
   * @param after the last user of the page before, or null for the first page
   * @param limit the most users to return, at least 1
   * @return the users that follow, fewer than the limit at the end only
   */
  List<StoredUser> page(@Nullable UserId after, int limit);

  /**
   * Streams all users, a page at a time as the stream is consumed.
   *
   * @return a lazy stream; a user inserted meanwhile may or may not be among them, everyone else is
   *     once
   */
  default Stream<StoredUser> stream() {
    return Stream.iterate(
            page(null, PAGE),
            page -> !page.isEmpty(),
            page ->
                page.size() < PAGE
                    ? List.<StoredUser>of()
                    : page(page.get(page.size() - 1).user().id(), PAGE))
        .flatMap(List::stream);
  }

  /**
   * Counts the users in each state.
   *
   * @return how many there are, without the states nobody is in; unmodifiable
   */
  default Map<UserState, Long> countByState() {
    return stream()
        .collect(
            Collectors.collectingAndThen(
                Collectors.groupingBy(
                    stored -> stored.user().state(),
                    () -> new EnumMap<>(UserState.class),
                    Collectors.counting()),
                Collections::unmodifiableMap));
  }

  /**
   * Counts the users whose lease has expired, who wait for recovery.
   *
   * @param now the time
   * @return how many {@link #claimExpired} would find
   */
  default long countExpired(Instant now) {
    return stream()
        .map(StoredUser::lease)
        .filter(lease -> lease != null && !lease.isHeld(now))
        .count();
  }

  /**
   * Takes the lease on a user, unless someone holds it.
   *
   * @param id the user
   * @param lease the lease to set
   * @param now the time; a lease that ends by then is not held any more
   * @return the user as it was just before, with the lease it had; empty if it is held or the user
   *     unknown or {@link UserState#REMOVED}
   */
  Optional<StoredUser> claim(UserId id, Lease lease, Instant now);

  /**
   * Takes leases on users whose own has expired, the longest expired first.
   *
   * @param lease the lease to set
   * @param now the time
   * @param limit the most users to claim
   * @return the users as they were just before
   */
  List<StoredUser> claimExpired(Lease lease, Instant now, int limit);

  /**
   * Records a resource. The one that completes what is wanted makes a {@link
   * UserState#PROVISIONING} user {@link UserState#ACTIVE} and ends the lease, in the same step,
   * unless a change of the channel is due.
   *
   * @param id the user
   * @param owner the owner of the lease
   * @param resource a channel, chat room or stage
   * @param now the time
   * @throws io.streamcat.error.LeaseLostException if the lease is another's, or a different
   *     resource of this kind is recorded
   */
  void attach(UserId id, String owner, AwsResource resource, Instant now);

  /**
   * Forgets a resource that is gone from AWS, so that it is missing.
   *
   * @param id the user
   * @param owner the owner of the lease
   * @param kind the kind of the resource
   * @param now the time
   */
  void detach(UserId id, String owner, ResourceKind kind, Instant now);

  /**
   * Changes what kinds the user is to have.
   *
   * @param id the user
   * @param owner the owner of the lease
   * @param attempt the attempt with other wanted kinds
   * @param now the time
   */
  void changeAttempt(UserId id, String owner, Attempt attempt, Instant now);

  /**
   * Changes what is due about the user's channel, and extends the lease.
   *
   * @param id the user
   * @param lease the lease, of the same owner
   * @param due what is to be changed and not done yet
   */
  void changeDue(UserId id, Lease lease, Set<ChannelChange> due);

  /**
   * Records another stream key of the user's channel. If nothing else is due about the channel, the
   * lease ends in the same step.
   *
   * @param id the user
   * @param owner the owner of the lease
   * @param channelArn the channel
   * @param key the key, in place of the one that is recorded
   * @param due what is due still
   * @param now the time
   * @throws io.streamcat.error.LeaseLostException if the lease is another's, or another channel is
   *     recorded, or none
   */
  void replaceStreamKey(
      UserId id,
      String owner,
      String channelArn,
      StreamKey key,
      Set<ChannelChange> due,
      Instant now);

  /**
   * Records other settings of the user's channel. Nothing is due about the channel any more, and
   * the lease ends, in the same step.
   *
   * @param id the user
   * @param owner the owner of the lease
   * @param channelArn the channel
   * @param settings the settings, in place of those that are recorded
   * @param now the time
   * @throws io.streamcat.error.LeaseLostException if the lease is another's, or another channel is
   *     recorded, or none
   */
  void replaceChannelSettings(
      UserId id, String owner, String channelArn, ChannelSettings settings, Instant now);

  /**
   * Makes a user {@link UserState#DEPROVISIONING} and extends the lease.
   *
   * @param id the user
   * @param lease the lease, of the same owner
   * @param now the time
   */
  void beginDeprovisioning(UserId id, Lease lease, Instant now);

  /**
   * Gives up the lease.
   *
   * @param id the user
   * @param owner the owner of the lease
   * @param until when recovery may take the user up, or null if nothing is left to do
   * @param problem what went wrong, or null
   */
  void release(UserId id, String owner, @Nullable Instant until, @Nullable String problem);

  /**
   * Deletes a user and the record of its resources.
   *
   * @param id the user
   * @param owner the owner of the lease
   */
  void delete(UserId id, String owner);

  /**
   * Makes a user {@link UserState#REMOVED}: forgets everything but the id and the times, and ends
   * the lease. The username and the idempotency key are free again.
   *
   * @param id the user
   * @param owner the owner of the lease
   * @param now the time
   */
  void anonymise(UserId id, String owner, Instant now);

  /**
   * Replaces a password hash, unless someone else has replaced it; needs no lease.
   *
   * @param id the user
   * @param expected the hash it has
   * @param replacement the hash to have
   * @return false if the user is gone or has another hash
   */
  boolean replacePasswordHash(UserId id, PasswordHash expected, PasswordHash replacement);

  /**
   * Tells whether changes made now would become durable later only, because the caller has a
   * transaction under way that the repository joins. AWS must not be called then.
   *
   * @return true if a method's changes are not durable when it returns
   */
  default boolean isTransactionActive() {
    return false;
  }
}
