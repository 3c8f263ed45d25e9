package io.streamcat.broadcast;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The iteration over stored broadcasts or publications, a page at a time. */
final class Pages {

  private static final int SIZE = 100;

  private Pages() {}

  /** A query of a page. */
  @FunctionalInterface
  interface Query<T> {
    List<T> page(@Nullable T after, int limit);
  }

  /** Runs the action for each broadcast. The action may change the broadcast. */
  static void forEach(
      BroadcastRepository repository,
      Collection<BroadcastState> states,
      Consumer<Broadcast> action) {
    forEach(
        (after, limit) ->
            repository.inState(states, after == null ? null : after.streamId(), limit),
        action);
  }

  /** Runs the action for each result of a query. The action may change the result. */
  static <T> void forEach(Query<T> query, Consumer<T> action) {
    @Nullable T after = null;
    List<T> page;
    do {
      page = query.page(after, SIZE);
      for (T item : page) {
        after = item;
        action.accept(item);
      }
    } while (page.size() == SIZE);
  }
}
