package io.streamcat.broadcast;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The iteration over broadcasts by state, a page at a time. */
final class Pages {

  private static final int SIZE = 100;

  private Pages() {}

  /** Runs the action for each broadcast. The action may change the broadcast. */
  static void forEach(
      BroadcastRepository repository,
      Collection<BroadcastState> states,
      Consumer<Broadcast> action) {
    @Nullable String after = null;
    List<Broadcast> page;
    do {
      page = repository.inState(states, after, SIZE);
      for (Broadcast broadcast : page) {
        after = broadcast.streamId();
        action.accept(broadcast);
      }
    } while (page.size() == SIZE);
  }
}
