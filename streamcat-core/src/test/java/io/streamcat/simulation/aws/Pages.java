package io.streamcat.simulation.aws;

import io.streamcat.simulation.Fault;
import io.streamcat.simulation.aws.Shelf.Listed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a list.
 *
 * <p>A token contains the last place that was shown, so that creates and deletes between two pages
 * neither repeat nor skip other resources. During {@link Fault#SHIFTED_PAGES}, pages hold one
 * resource and a token contains a position: a delete between two pages then hides a resource.
 *
 * @param account the account, whose lags apply
 * @param newestFirst whether the last place comes first
 * @param defaultSize the size of a page unless the request sets one
 */
record Pages(Account account, boolean newestFirst, int defaultSize) {

  private static final String COUNTED = "+";

  /**
   * A page of a list.
   *
   * @param next the token of the next page, or null
   */
  record Page<T>(List<Listed<T>> shown, @Nullable String next) {}

  <T> Page<T> page(
      AwsOperation<?> operation,
      List<Listed<T>> listed,
      @Nullable Integer size,
      @Nullable String token) {
    List<Listed<T>> rest = rest(operation, listed, token == null ? "" : token);
    boolean counting = account.lags().lags(Fault.SHIFTED_PAGES, operation.name());
    int most = counting ? 1 : size == null ? defaultSize : size;
    if (rest.size() <= most) {
      return new Page<>(rest, null);
    }
    List<Listed<T>> shown = rest.subList(0, most);
    String next =
        counting
            ? COUNTED + (listed.size() - rest.size() + most)
            : operation.name() + ":" + shown.get(most - 1).order();
    return new Page<>(shown, next);
  }

  private <T> List<Listed<T>> rest(
      AwsOperation<?> operation, List<Listed<T>> listed, String token) {
    List<Listed<T>> ordered = new ArrayList<>(listed);
    if (newestFirst) {
      java.util.Collections.reverse(ordered);
    }
    if (token.startsWith(COUNTED)) {
      int count = Integer.parseInt(token.substring(1));
      return ordered.subList(Math.min(count, ordered.size()), ordered.size());
    }
    if (!token.isEmpty()) {
      long last = placeOf(operation, token);
      ordered.removeIf(item -> newestFirst ? item.order() >= last : item.order() <= last);
    }
    return ordered;
  }

  private static long placeOf(AwsOperation<?> operation, String token) {
    String prefix = operation.name() + ":";
    if (!token.startsWith(prefix)) {
      throw operation.service().invalid("nextToken", "is not of this operation");
    }
    return Long.parseLong(token.substring(prefix.length()));
  }
}
