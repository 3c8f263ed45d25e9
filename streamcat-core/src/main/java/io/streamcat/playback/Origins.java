package io.streamcat.playback;

import io.streamcat.exception.Check;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** The origins of web pages that may play a channel. */
final class Origins {

  private static final Pattern ORIGIN = Pattern.compile("\\*|[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s,/]+");
  private static final int MAX_LENGTH = 128;

  private Origins() {}

  /** Returns the checked origins in their order, without duplicates. */
  static List<String> checked(String field, Collection<String> origins) {
    for (String origin : origins) {
      Check.length(field, origin, 1, MAX_LENGTH);
      Check.matches(
          field, origin, ORIGIN, "* or a scheme, :// and a host, without a path or a comma");
    }
    return origins.stream().distinct().toList();
  }
}
