package io.streamcat.broadcast;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is live, who was, and who publishes on a stage, as far as events have told, and AWS when
 * asked.
 *
 * <p>What {@link io.streamcat.broadcast.LiveStream} is to AWS at this moment, a {@link Broadcast}
 * is to the application for good. It tells the listener what events change, on the thread that
 * brings them. Thread safe; several servers may take events at once. All methods throw {@link
 * io.streamcat.exception.StorageException} if the repository cannot be reached.
 */
public interface Broadcasts extends EventSink {

  /**
   * How long after its end a broadcast is asked about for the last time. By then recordings have
   * ended: AWS waits up to five minutes for an encoder that may come back.
   */
  Duration VERIFIED_AFTER = Duration.ofHours(1);

  /** The time a server has for notifying its listener before another one does. */
  Duration NOTIFICATION_LEASE = Duration.ofMinutes(1);

  /**
   * Creates an instance.
   *
   * @param repository where broadcasts are kept
   * @param sessions asks AWS
   * @param listener is told what becomes of broadcasts; null if nobody is to be told
   * @param clock tells the time
   * @return a new instance
   */
  static Broadcasts create(
      BroadcastRepository repository,
      StreamSessionSource sessions,
      @Nullable BroadcastListener listener,
      Clock clock) {
    return new DefaultBroadcasts(repository, sessions, listener, clock);
  }

  /**
   * Finds a broadcast.
   *
   * @param streamId what AWS calls it
   * @return the broadcast, or empty if nothing is known of it
   */
  Optional<Broadcast> find(String streamId);

  /**
   * Finds out whether a channel is live.
   *
   * @param channelArn the channel
   * @return the broadcast that viewers can watch, or empty if there is none
   */
  Optional<Broadcast> live(String channelArn);

  /**
   * Finds out who is live.
   *
   * @return the broadcasts that viewers can watch, of all sessions; unmodifiable
   */
  List<Broadcast> live();

  /**
   * Finds the latest broadcasts of a channel, live or over.
   *
   * @param channelArn the channel
   * @param before where to go on: the last one found, or null
   * @param limit how many at most
   * @return the broadcasts, the one that began last first; unmodifiable
   */
  List<Broadcast> ofChannel(String channelArn, @Nullable Broadcast before, int limit);

  /**
   * Finds out who publishes on a stage.
   *
   * @param stageArn the stage
   * @return what goes on; unmodifiable
   */
  List<Publication> publishing(String stageArn);

  /**
   * Asks AWS for what events should have told, and have not, because they were lost or are late; an
   * application runs it every few minutes.
   *
   * <p>It asks about every broadcast that is live for AWS and not known here, about every one that
   * goes on here and not for AWS, and about every one that is over, once, {@link #VERIFIED_AFTER}
   * its end. Each costs one call, in the background, so that people who wait go first; to find out
   * who is live costs one for every hundred. AWS allows five a second.
   *
   * <p>A broadcast that began and ended between two repairs and of which no event has arrived is
   * found by {@link #repair(String)} alone.
   *
   * @return what was found out
   * @throws io.streamcat.exception.AwsException if AWS does not tell who is live
   */
  RepairReport repair();

  /**
   * Asks AWS about all broadcasts of a channel that it remembers and that are not {@link
   * BroadcastState#VERIFIED} here; the same otherwise.
   *
   * @param channelArn the channel
   * @return what was found out
   * @throws io.streamcat.exception.AwsException if AWS does not tell what broadcasts there are
   */
  RepairReport repair(String channelArn);

  /**
   * Delivers pending notifications: those of a server that stopped before it could, those at which
   * the listener failed, and those of events that were stored inside a transaction of the
   * application's. An application runs it at its start and every minute or so. A server without a
   * listener leaves them to those that have one.
   *
   * @return the number of notifications that the listener has taken
   */
  int deliverNotifications();
}
