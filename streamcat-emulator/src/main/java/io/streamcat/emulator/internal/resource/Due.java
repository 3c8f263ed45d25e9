package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;

/** Resources that end automatically at a stored time, which the API does not show. */
public final class Due {
  /** The attribute with the time; a resource without it does not end automatically. */
  public static final String END = "end";

  private Due() {}

  public static boolean isSet(Resource resource) {
    return resource.attributes().containsKey(END);
  }

  public static Map<String, String> at(Instant time) {
    return Map.of(END, time.toString());
  }

  /** Ends the resources that are due, each as of its own time. Called before any other work. */
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
