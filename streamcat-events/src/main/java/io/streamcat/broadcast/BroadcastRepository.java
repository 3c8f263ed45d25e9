package io.streamcat.broadcast;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * @param notifications the notifications that the updates trigger, in the order of their
   *     delivery, without those that wait for an earlier notification; unmodifiable
   */
  record Changes(
      List<Broadcast> broadcasts,
      List<Publication> publications,
      List<PendingNotification> notifications) {

    /**
     * Copies what needs it.
     *
     * @param broadcasts the new or changed broadcasts
     * @param publications the new or changed publications
     * @param notifications the notifications that the updates trigger
     */
    public Changes {
      broadcasts = List.copyOf(broadcasts);
      publications = List.copyOf(publications);
      notifications = List.copyOf(notifications);
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
   * Claims the repair of a broadcast, so that servers that repair at the same time ask AWS about it
   * once.
   *
   * @param streamId AWS's id of the broadcast
   * @param now the current time
   * @param expired the time of the latest claim that has expired by now
   * @return false if there is a later claim, or the broadcast is unknown
   */
  boolean claimRepair(String streamId, Instant now, Instant expired);

  /**
   * Claims due notifications. No other caller gets them until the claim expires. A notification
   * that waits for an earlier one of its broadcast is not claimed, and becomes due with it.
   *
   * @param now the current time
   * @param until the time at which the claim expires
   * @param limit the maximum number of broadcasts
   * @return the notifications with {@code until} as their time, those of a broadcast in the order
   *     of their delivery; empty only if no notification is due
   */
  List<PendingNotification> claimNotifications(Instant now, Instant until, int limit);

  /**
   * Replaces notifications, except for those that were delivered, or whose {@link
   * PendingNotification#dueAt} another caller has changed.
   *
   * @param changes the notifications as read, each with its replacement
   * @return the replacements that were stored, with their broadcasts as known now, those of a
   *     broadcast in the order of their delivery
   */
  List<PendingNotification> replace(Map<PendingNotification, PendingNotification> changes);

  /**
   * Records the delivery of notifications.
   *
   * @param notifications the delivered notifications; unknown ones are ignored
   */
  void markDelivered(Collection<PendingNotification> notifications);

  /**
   * Finds dead notifications, a page at a time.
   *
   * @param after the last notification of the previous page, or null for the first page
   * @param limit the maximum number of notifications
   * @return the notifications, ordered by stream id and by the name of their kind
   */
  List<PendingNotification> deadNotifications(@Nullable PendingNotification after, int limit);

  /**
   * Returns the number of dead notifications.
   *
   * @return the number
   */
  long countDeadNotifications();
}
