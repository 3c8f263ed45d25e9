package io.streamcat.emulator.internal.resource;

import java.util.function.Predicate;
import java.util.stream.Stream;

/** The filters of one list call, each of which must match exactly; an empty one filters nothing. */
final class Filters {
  private final Call call;
  private Predicate<Resource> filter = resource -> true;

  private Filters(Call call) {
    this.call = call;
  }

  static Filters of(Call call) {
    return new Filters(call);
  }

  /** Keeps resources whose attribute equals the input member, if that is given. */
  Filters matching(String member, String attribute) {
    String wanted = call.text(member, "");
    return wanted.isEmpty()
        ? this
        : where(resource -> wanted.equals(resource.attributes().get(attribute)));
  }

  /** Keeps resources of another kind of match. */
  Filters where(Predicate<Resource> condition) {
    filter = filter.and(condition);
    return this;
  }

  Stream<Resource> apply(Stream<Resource> resources) {
    return resources.filter(filter);
  }
}
