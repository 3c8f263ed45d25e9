package io.streamcat.broadcast;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The present and past broadcasts of channels and publications on stages, as reported by events and
 * by AWS.
 *
 * <pre>{@code
 * for (Broadcast broadcast : broadcasts.live()) {
 *   log.info("{} is live since {}", broadcast.channelArn(), broadcast.startedAt());
 * }
 * broadcasts.repair(); // every few minutes
 * broadcasts.deliverNotifications(); // every minute
 * }</pre>
 *
 * <p>A {@link io.streamcat.broadcast.LiveStream} is a snapshot from AWS; a {@link Broadcast} is the
 * application's permanent record. The listener is notified of the changes on the thread that
 * accepts the events. Thread-safe; several servers may accept events at the same time. All methods
 * throw {@link io.streamcat.exception.StorageException} if the repository cannot be reached.
 */
public interface Broadcasts extends EventSink {

  /**
   * The time after its end at which a broadcast is verified for the last time. By then its
   * recording has ended: AWS waits up to five minutes for an encoder to reconnect.
   */
  Duration VERIFIED_AFTER = Duration.ofHours(1);

  /**
   * The shortest retention that {@link #forget} accepts. A start event that is older on its arrival
   * makes no broadcast live and no publication active, so that it brings no forgotten one back.
   */
  Duration MIN_RETENTION = Duration.ofDays(3);

  /**
   * The time in which a server must notify its listener before another server does. It is extended
   * before a call of the listener if less than a minute is left.
   */
  Duration NOTIFICATION_LEASE = Duration.ofSeconds(90);

  /**
   * The number of attempts to deliver a notification. The pause after a failure is a minute at
   * first, then twice as long each time, and an hour at most: four hours in all. A notification
   * that has failed as often is dead, and the later notifications of its broadcast are delivered.
   */
  int NOTIFICATION_ATTEMPTS = 10;

  /**
   * The time in which {@link #repair()} asks AWS at most once about a broadcast that it has stored,
   * however many servers repair.
   */
  Duration REPAIR_PAUSE = Duration.ofMinutes(4);

  /**
   * Creates an instance.
   *
   * @param repository the store of the broadcasts
   * @param sessions the source of AWS's stream sessions and participant events
   * @param listener the listener for changes of broadcasts, or null
   * @param clock the clock
   * @return a new instance
   */
  static Broadcasts create(
      BroadcastRepository repository,
      SessionSource sessions,
      @Nullable BroadcastListener listener,
      Clock clock) {
    return new DefaultBroadcasts(repository, sessions, listener, clock);
  }

  /**
   * Finds a broadcast.
   *
   * @param streamId AWS's id of the broadcast
   * @return the broadcast, or empty if it is unknown
   */
  Optional<Broadcast> find(String streamId);

  /**
   * Finds the live broadcast of a channel.
   *
   * @param channelArn the ARN of the channel
   * @return the broadcast that viewers can watch, or empty if there is none
   */
  Optional<Broadcast> live(String channelArn);

  /**
   * Finds all live broadcasts.
   *
   * @return the broadcasts that viewers can watch; unmodifiable
   */
  List<Broadcast> live();

  /**
   * Finds the latest broadcasts of a channel, live or ended.
   *
   * @param channelArn the ARN of the channel
   * @param before the last broadcast of the previous page, or null for the first page
   * @param limit the maximum number of broadcasts
   * @return the broadcasts, latest beginning first; unmodifiable
   */
  List<Broadcast> ofChannel(String channelArn, @Nullable Broadcast before, int limit);

  /**
   * Finds the active publications of a stage.
   *
   * @param stageArn the ARN of the stage
   * @return the publications; unmodifiable
   */
  List<Publication> publishing(String stageArn);

  /**
   * Queries AWS for what lost or late events should have reported. An application runs this method
   * every few minutes.
   *
   * <p>The repair asks about every broadcast that is live according to AWS and unknown here, about
   * every broadcast that is live here and not according to AWS, and once about every ended
   * broadcast, {@link #VERIFIED_AFTER} its end. Each broadcast costs one call, and listing the live
   * ones costs one call per hundred. The calls have background priority, so that waiting users go
   * first. AWS allows five calls a second. Servers share the work: within {@link #REPAIR_PAUSE}
   * they ask once about a broadcast that stays in doubt.
   *
   * <p>The repair also asks about every publication that began and ended within one second, from a
   * minute to {@link #VERIFIED_AFTER} ago, because events do not show whether the participant began
   * again. Each of them is asked about once, or by each server that repairs at that moment. A
   * publication costs one call per hundred events of the participant. Lost events of stages are not
   * repaired otherwise.
   *
   * <p>A broadcast that began and ended between two repairs, and of which no event arrived, is
   * found by {@link #repair(String)} only.
   *
   * @return the result
   * @throws io.streamcat.exception.AwsException if AWS cannot list the live streams; publications
   *     are repaired before
   */
  RepairReport repair();

  /**
   * Queries AWS about the broadcasts of a channel that AWS still has and that are not {@link
   * BroadcastState#VERIFIED} here; otherwise like {@link #repair()}. It stores {@linkplain #forget
   * forgotten} broadcasts again, until the next deletion.
   *
   * @param channelArn the ARN of the channel
   * @return the result
   * @throws io.streamcat.exception.AwsException if AWS cannot list the channel's broadcasts
   */
  RepairReport repair(String channelArn);

  /**
   * Delivers due notifications. These are notifications whose server stopped before the delivery,
   * whose listener failed, or whose events were stored inside a transaction of the application. An
   * application runs this method at its start and about every minute. A server without a listener
   * leaves the notifications to servers with one.
   *
   * @return the number of notifications that the listener accepted
   */
  int deliverNotifications();

  /**
   * Deletes old broadcasts and publications from the store: broadcasts that ended, and publications
   * whose latest event happened, before the retention. Pending notifications of deleted broadcasts
   * are deleted with them. Broadcasts without a known end are kept; {@link #repair()} finds their
   * end. Rows are deleted in batches of 1,000 per statement, so that no other server waits long. An
   * application runs this method about every hour. It may run on several servers at the same time.
   *
   * @param olderThan the retention, at least {@link #MIN_RETENTION}
   * @return the number of deleted broadcasts and publications
   * @throws io.streamcat.exception.InvalidInputException if the retention is too short
   */
  int forget(Duration olderThan);

  /**
   * Finds notifications whose listener failed {@link #NOTIFICATION_ATTEMPTS} times, a page at a
   * time.
   *
   * @param after the last notification of the previous page, or null for the first page
   * @param limit the maximum number of notifications
   * @return the notifications, ordered by stream id; unmodifiable
   */
  List<PendingNotification> deadNotifications(@Nullable PendingNotification after, int limit);

  /**
   * Returns the number of notifications whose listener failed {@link #NOTIFICATION_ATTEMPTS} times.
   *
   * @return the number
   */
  long countDeadNotifications();

  /**
   * Requests another delivery of a dead notification. The next {@link #deliverNotifications} tries
   * it, and it gets as many attempts as a new one. The delivery may run at the same time as that of
   * a later notification of the broadcast, which another server has already claimed.
   *
   * @param streamId AWS's id of the broadcast
   * @param notification the kind of the notification
   * @return false if there is no such dead notification
   */
  boolean redeliver(String streamId, Notification notification);

  /**
   * Requests another delivery of all dead notifications, as {@link #redeliver} does.
   *
   * @return the number of notifications
   */
  int redeliverAll();
}
