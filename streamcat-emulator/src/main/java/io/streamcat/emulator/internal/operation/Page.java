package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The pages of lists. A token names the last place on a page, not a count. Therefore creates and
 * deletes between two pages neither repeat nor skip other resources.
 */
public final class Page {
  /** The direction of a list. */
  public enum Order {
    /** Ascending places: the oldest resource comes first. */
    CREATED,
    /** Descending places: the latest resource comes first or, for rooms, the latest update. */
    LATEST
  }

  private Page() {}

  /**
   * Returns the output of a list operation.
   *
   * @param call the call with {@code nextToken} and {@code maxResults}
   * @param member the output member that holds the list
   * @param resources all resources to list, in any order
   * @param order the order of the list
   * @param defaultSize the number of resources on a page if the call gives none
   */
  public static Map<String, Object> of(
      Call call, String member, Stream<Resource> resources, Order order, int defaultSize) {
    Comparator<Resource> place = Comparator.comparingLong(Resource::order);
    List<Resource> sorted =
        resources.sorted(order == Order.CREATED ? place : place.reversed()).toList();
    int start = start(call, sorted, order);
    int end = Math.min(start + call.number("maxResults", defaultSize), sorted.size());
    List<Map<String, Object>> shown = attributes(sorted.subList(start, end));
    return end == sorted.size()
        ? Map.of(member, shown)
        : Map.of(member, shown, "nextToken", encode(call, sorted.get(end - 1).order()));
  }

  /**
   * Returns the index of the first item after the previous pages, or of a neighbour if the list
   * shifts.
   */
  private static int start(Call call, List<Resource> sorted, Order order) {
    String token = call.text("nextToken", "");
    if (token.isEmpty()) {
      return 0;
    }
    long last = decode(call, token);
    long sent =
        sorted.stream()
            .map(Resource::order)
            .takeWhile(place -> order == Order.CREATED ? place <= last : place >= last)
            .count();
    return (int) Math.max(0, Math.min(sent + call.distortion().shift(), sorted.size()));
  }

  private static List<Map<String, Object>> attributes(List<Resource> resources) {
    return resources.stream().map(Resource::attributes).toList();
  }

  private static String encode(Call call, long last) {
    byte[] token = (call.operation().name() + ":" + last).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  private static long decode(Call call, String token) {
    try {
      String decoded = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      String prefix = call.operation().name() + ":";
      if (decoded.startsWith(prefix)) {
        return Long.parseLong(decoded.substring(prefix.length()));
      }
    } catch (IllegalArgumentException e) {
      // The token is neither Base64 nor a number; it is rejected like a token of another operation.
    }
    throw ApiException.invalid("nextToken", "is not a token of this operation");
  }
}
