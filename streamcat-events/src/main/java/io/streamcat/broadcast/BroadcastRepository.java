package io.streamcat.broadcast;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store of broadcasts and publications.
 *
 * <p>Updates are merged with the stored state, so that concurrent updates of several servers are
 * not lost. An update without news is not written again. Implementations are thread-safe, and throw
 * {@link io.streamcat.exception.StorageException} if their store cannot be reached. Each
 * implementation must pass {@code BroadcastRepositoryContract}, which is in the test jar.
 */
public interface BroadcastRepository {

  /**
   * Creates a repository in memory, for tests and trials.
   *
   * @return a new, empty repository
   */
  static BroadcastRepository inMemory() {
    return new InMemoryBroadcastRepository();
  }

  /**
   * Creates a repository that gets its delegate on each call, for a delegate that may never be
   * needed.
   *
   * @param repository the supplier of the delegate
   * @return a repository that delegates each call, and fails if the supplier fails
   */
  static BroadcastRepository deferred(Supplier<BroadcastRepository> repository) {
    return new DeferredBroadcastRepository(repository);
  }

  /**
   * Returns whether the caller has an active transaction that {@link #merge} joins.
   *
   * @return true if the caller may still roll back the changes
   */
  default boolean isTransactionActive() {
    return false;
  }

  /**
   * Merges updates, all or none.
   *
   * @param broadcasts updates of broadcasts; several may concern the same broadcast
   * @param publications updates of publications; several may concern the same publication
   * @param notifyAt the time from which {@link #claimNotifications} finds the notifications that
   *     the updates trigger; null if there is no listener
   * @return the changes
   */
  Changes merge(
      Collection<Broadcast> broadcasts,
      Collection<Publication> publications,
      @Nullable Instant notifyAt);

  /**
   * The changes that updates have made.
   *
   * @param broadcasts the new or changed broadcasts in their present state; unmodifiable
   * @param publications the new or changed publications in their present state; unmodifiable
   */
  record Changes(List<StoredBroadcast> broadcasts, List<Publication> publications) {

    /**
     * Copies what needs it.
     *
     * @param broadcasts the new or changed broadcasts
     * @param publications the new or changed publications
     */
    public Changes {
      broadcasts = List.copyOf(broadcasts);
      publications = List.copyOf(publications);
    }

    /**
     * Returns the number of changed broadcasts and publications.
     *
     * @return the sum of both numbers
     */
    public int count() {
      return broadcasts.size() + publications.size();
    }
  }

  /**
   * Finds a broadcast.
   *
   * @param streamId AWS's id of the broadcast
   * @return the broadcast, or empty if it is unknown
   */
  Optional<Broadcast> find(String streamId);

  /**
   * Finds the latest broadcasts of a channel.
   *
   * @param channelArn the ARN of the channel
   * @param before the last broadcast of the previous page, or null for the first page
   * @param limit the maximum number of broadcasts
   * @return the broadcasts, latest beginning first, and by descending stream id if they began at
   *     the same time
   */
  List<Broadcast> ofChannel(String channelArn, @Nullable Broadcast before, int limit);

  /**
   * Finds broadcasts by state, a page at a time.
   *
   * @param states the states
   * @param after the stream id of the last broadcast of the previous page, or null for the first
   *     page
   * @param limit the maximum number of broadcasts
   * @return the broadcasts, ordered by stream id
   */
  List<Broadcast> inState(Collection<BroadcastState> states, @Nullable String after, int limit);

  /**
   * Finds the active publications of a stage.
   *
   * @param stageArn the ARN of the stage
   * @return the publications, ordered by {@link Publication#key}
   */
  List<Publication> publishing(String stageArn);

  /**
   * Finds publications that began and ended at the same time, so that AWS must be asked whether
   * they continue, a page at a time.
   *
   * @param since the earliest {@link Publication#undecidedAt}
   * @param after the last publication of the previous page, or null for the first page
   * @param limit the maximum number of publications
   * @return the publications, ordered by {@link Publication#undecidedAt} and {@link
   *     Publication#key}
   */
  List<Publication> undecided(Instant since, @Nullable Publication after, int limit);

  /**
   * Deletes old broadcasts with their pending notifications, and old publications. Concurrent calls
   * share the work.
   *
   * @param before the time before which a broadcast must have ended, and before which the latest
   *     event of a publication must have happened
   * @param limit the maximum number of broadcasts, and of publications, to delete
   * @return the number of deleted broadcasts and publications; 0 if none is left
   */
  int forget(Instant before, int limit);

  /**
   * Claims pending notifications. No other caller gets them until the claim expires.
   *
   * @param now the current time
   * @param until the time at which the claim expires
   * @param limit the maximum number of broadcasts
   * @return the broadcasts, with {@code until} as the time of the claimed notifications
   */
  List<StoredBroadcast> claimNotifications(Instant now, Instant until, int limit);

  /**
   * Extends claims that no other caller has taken over.
   *
   * @param streamIds the stream ids of the broadcasts; unknown ids are ignored
   * @param claimedUntil the time at which the claims expire so far
   * @param until the time at which the claims expire from now on
   * @return the broadcasts whose claims were extended
   */
  List<StoredBroadcast> extendClaims(
      Collection<String> streamIds, Instant claimedUntil, Instant until);

  /**
   * Records the delivery of notifications.
   *
   * @param notifications the delivered notifications by the stream id of their broadcast; unknown
   *     ids are ignored
   */
  void markDelivered(Map<String, Set<Notification>> notifications);
}
