package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;

/** What ends by itself at a time that is kept with it, and which the API does not tell. */
public final class Due {
  /** The attribute that keeps the time; what has none does not end by itself. */
  public static final String END = "end";

  private Due() {}

  public static boolean isSet(Resource resource) {
    return resource.attributes().containsKey(END);
  }

  public static Map<String, String> at(Instant time) {
    return Map.of(END, time.toString());
  }

  /** Ends what is due, as of the time at which it was; called before anything else looks. */
  public static void settle(
      Account account, ResourceType type, Instant now, BiConsumer<Resource, Instant> ending) {
    for (Resource resource : account.store().all(type).filter(Due::isSet).toList()) {
      Instant end = Instant.parse((String) resource.attribute(END));
      if (!end.isAfter(now)) {
        ending.accept(resource, end);
      }
    }
  }
}
