package io.streamcat.broadcast;

import io.streamcat.event.IvsEvent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is live, who was, and who publishes on a stage, as far as events have told.
 *
 * <p>What {@link io.streamcat.channel.LiveStream} is to AWS at this moment, a {@link Broadcast} is
 * to the application for good. Thread safe; several servers may take events at once. All methods
 * throw {@link io.streamcat.error.StorageException} if the repository cannot be reached.
 */
public interface Broadcasts {

  /**
   * Creates an instance.
   *
   * @param repository where broadcasts are kept
   * @return a new instance
   */
  static Broadcasts create(BroadcastRepository repository) {
    return new DefaultBroadcasts(repository);
  }

  /**
   * Takes an event.
   *
   * @param event any event, new or known, in any order
   * @return how many broadcasts and publications have changed: 0 if the event tells nothing of any,
   *     or nothing new
   * @throws io.streamcat.error.InvalidInputException if it names a broadcast or a time that cannot
   *     be AWS's; nothing has changed then
   */
  default int accept(IvsEvent event) {
    return acceptAll(List.of(event));
  }

  /**
   * Takes several events, all or none, at hardly more cost than one.
   *
   * @param events events in any order
   * @return how many broadcasts and publications have changed
   * @throws io.streamcat.error.InvalidInputException if one names a broadcast or a time that cannot
   *     be AWS's; nothing has changed then
   */
  int acceptAll(Collection<? extends IvsEvent> events);

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
   * @return the broadcasts that viewers can watch, of all channels; unmodifiable
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
}
