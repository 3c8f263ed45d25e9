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
 * Cuts lists into pages. A token names the last place that was shown, not a count, so that creates
 * and deletes between two pages neither repeat nor skip what stays.
 */
public final class Page {
  /** The direction of a list. */
  public enum Order {
    /** The first place comes first: the oldest creation. */
    CREATED,
    /** The last place comes first: the latest creation or, of rooms, the latest update. */
    LATEST
  }

  private Page() {}

  /**
   * Answers a list operation.
   *
   * @param call the call, whose {@code nextToken} and {@code maxResults} are obeyed
   * @param member the output member that holds the list
   * @param resources everything to list, in any order
   * @param order the order to list it in
   * @param defaultSize how many resources a page holds when the call does not say
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

  /** Finds the first item after those of the pages before, or one beside it if the list shifts. */
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
      // Neither Base64 nor a number: answered like a token of another operation.
    }
    throw ApiException.invalid("nextToken", "is not a token that this operation has given");
  }
}
