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
 * <p>Facts are merged with what is stored, so that no fact is lost when several servers store some
 * at once; what is known already is not written again. Implementations are thread safe, and throw
 * {@link io.streamcat.exception.StorageException} if what they store in cannot be reached. Each has
 * to pass {@code BroadcastRepositoryContract}, which is in the test jar.
 */
public interface BroadcastRepository {

  /**
   * Creates a repository that keeps everything in memory, for tests and trials.
   *
   * @return a new, empty repository
   */
  static BroadcastRepository inMemory() {
    return new InMemoryBroadcastRepository();
  }

  /**
   * Stands for a repository that may never be needed.
   *
   * @param repository gets the repository, at each call
   * @return a repository that does what that one does, and fails as getting it fails
   */
  static BroadcastRepository deferred(Supplier<BroadcastRepository> repository) {
    return new DeferredBroadcastRepository(repository);
  }

  /**
   * Returns whether the caller has a transaction under way that {@link #merge} becomes part of.
   *
   * @return true if what is stored is not to be relied on before the caller commits
   */
  default boolean isTransactionActive() {
    return false;
  }

  /**
   * Adds facts, all or none.
   *
   * @param broadcasts facts about broadcasts, several about the same one if need be
   * @param publications the same about publications
   * @param notifyAt the time from which {@link #claimNotifications} finds what becomes due by them;
   *     null if there is no listener
   * @return what has changed
   */
  Changes merge(
      Collection<Broadcast> broadcasts,
      Collection<Publication> publications,
      @Nullable Instant notifyAt);

  /**
   * The changes that facts have made.
   *
   * @param broadcasts those that are new or changed, as they are now; unmodifiable
   * @param publications the same; unmodifiable
   */
  record Changes(List<StoredBroadcast> broadcasts, List<Publication> publications) {

    /**
     * Copies what needs it.
     *
     * @param broadcasts those that are new or changed
     * @param publications the same
     */
    public Changes {
      broadcasts = List.copyOf(broadcasts);
      publications = List.copyOf(publications);
    }

    /**
     * Returns the number of changed broadcasts and publications.
     *
     * @return the number of both together
     */
    public int count() {
      return broadcasts.size() + publications.size();
    }
  }

  /**
   * Finds a broadcast.
   *
   * @param streamId what AWS calls it
   * @return the broadcast, or empty if nothing is known of it
   */
  Optional<Broadcast> find(String streamId);

  /**
   * Finds the latest broadcasts of a channel.
   *
   * @param channelArn the channel
   * @param before where to go on: the {@link Broadcast#beganAt} of the last one found, or null
   * @param limit how many at most
   * @return the broadcasts, the one that began last first
   */
  List<Broadcast> ofChannel(String channelArn, @Nullable Instant before, int limit);

  /**
   * Finds broadcasts by state, a page at a time.
   *
   * @param states the states
   * @param after the stream id of the last one of the page before, or null
   * @param limit how many at most
   * @return the broadcasts, ordered by stream id
   */
  List<Broadcast> inState(Collection<BroadcastState> states, @Nullable String after, int limit);

  /**
   * Finds the publications of a stage.
   *
   * @param stageArn the stage
   * @return the publications that go on, ordered by {@link Publication#key}
   */
  List<Publication> publishing(String stageArn);

  /**
   * Claims notifications that are due; no other caller gets them until the time is over.
   *
   * @param now what time it is
   * @param until the time by which the caller will have delivered them
   * @param limit how many broadcasts at most
   * @return the broadcasts, with {@code until} as the time of the notifications taken over
   */
  List<StoredBroadcast> claimNotifications(Instant now, Instant until, int limit);

  /**
   * Records that notifications were delivered.
   *
   * @param notifications the delivered ones by the stream id of the broadcast; unknown ids are
   *     ignored
   */
  void markDelivered(Map<String, Set<Notification>> notifications);
}
