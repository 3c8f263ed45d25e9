package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The filters of one list call. Each filter must match exactly; an empty filter matches everything.
 */
public final class Filters {
  private final Call call;
  private Predicate<Resource> filter = resource -> true;

  private Filters(Call call) {
    this.call = call;
  }

  public static Filters of(Call call) {
    return new Filters(call);
  }

  /**
   * Adds a filter for resources whose attribute equals an input member, if that member is present.
   */
  public Filters matching(String member, String attribute) {
    String wanted = call.text(member, "");
    return wanted.isEmpty()
        ? this
        : where(resource -> wanted.equals(resource.attributes().get(attribute)));
  }

  /** Adds a filter with another condition. */
  public Filters where(Predicate<Resource> condition) {
    filter = filter.and(condition);
    return this;
  }

  public Stream<Resource> apply(Stream<Resource> resources) {
    return resources.filter(filter);
  }
}
