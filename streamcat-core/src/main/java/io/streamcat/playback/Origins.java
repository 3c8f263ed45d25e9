package io.streamcat.playback;

import io.streamcat.exception.Check;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** The origins of web pages that may play a channel. */
final class Origins {

  /**
   * All values of an Origin header: {@code null} of sandboxed pages, {@code file://} of web views
   * with local pages, and a scheme, a host and perhaps a port. A host in an Origin header is ASCII.
   */
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|null|file://|[a-zA-Z][a-zA-Z0-9+.-]*://[!-~&&[^,/?#@\\\\]]+");

  private static final int MAX_LENGTH = 128;

  private Origins() {}

  /** Returns the checked origins in their order, without duplicates. */
  static List<String> checked(String field, Collection<String> origins) {
    for (String origin : origins) {
      Check.length(field, origin, 1, MAX_LENGTH);
      Check.matches(
          field,
          origin,
          ORIGIN,
          "*, null, file:// or a scheme, :// and a host in ASCII, without a path or a comma");
    }
    return origins.stream().distinct().toList();
  }
}
