package io.streamcat.emulator.internal.resource;

import io.streamcat.emulator.internal.model.ApiException;
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
final class Page {
  /** The direction of a list. */
  enum Order {
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
  static Map<String, Object> of(
      Call call, String member, Stream<Resource> resources, Order order, int defaultSize) {
    Comparator<Resource> place = Comparator.comparingLong(Resource::order);
    Stream<Resource> sorted = resources.sorted(order == Order.CREATED ? place : place.reversed());
    String token = call.text("nextToken", "");
    if (!token.isEmpty()) {
      long last = decode(call, token);
      sorted =
          sorted.filter(
              resource ->
                  order == Order.CREATED ? resource.order() > last : resource.order() < last);
    }
    int size = call.number("maxResults", defaultSize);
    List<Resource> page = sorted.limit(size + 1L).toList();
    if (page.size() <= size) {
      return Map.of(member, attributes(page));
    }
    List<Resource> shown = page.subList(0, size);
    return Map.of(
        member, attributes(shown), "nextToken", encode(call, shown.get(size - 1).order()));
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
