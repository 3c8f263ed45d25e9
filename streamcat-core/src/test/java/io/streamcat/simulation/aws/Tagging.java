package io.streamcat.simulation.aws;

import io.streamcat.simulation.aws.Shelf.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tags of all resources, which the three services change in the same way. */
final class Tagging {

  private static final int MOST = 50;

  private final Account account;

  Tagging(Account account) {
    this.account = account;
  }

  void tag(Errors service, String arn, Map<String, String> added) {
    Tagged resource = require(service, arn);
    Map<String, String> tags = new LinkedHashMap<>(resource.tags());
    tags.putAll(added);
    if (tags.size() > MOST) {
      throw service.invalid("tags", "would be more than 50");
    }
    resource.replace(tags);
  }

  void untag(Errors service, String arn, List<String> keys) {
    Tagged resource = require(service, arn);
    Map<String, String> tags = new LinkedHashMap<>(resource.tags());
    tags.keySet().removeAll(keys);
    resource.replace(tags);
  }

  Map<String, String> tags(Errors service, String arn) {
    return require(service, arn).tags();
  }

  /** A resource of any type. */
  private interface Tagged {
    Map<String, String> tags();

    void replace(Map<String, String> tags);
  }

  private Tagged require(Errors service, String arn) {
    Tagged found =
        first(
            find(account.channels(), arn, r -> r.tags(), (r, t) -> r.toBuilder().tags(t).build()),
            find(account.streamKeys(), arn, r -> r.tags(), (r, t) -> r.toBuilder().tags(t).build()),
            find(account.rooms(), arn, r -> r.tags(), (r, t) -> r.toBuilder().tags(t).build()),
            find(account.stages(), arn, r -> r.tags(), (r, t) -> r.toBuilder().tags(t).build()));
    if (found == null) {
      throw service.notFound(arn);
    }
    return found;
  }

  private static @Nullable Tagged first(@Nullable Tagged... candidates) {
    for (Tagged candidate : candidates) {
      if (candidate != null) {
        return candidate;
      }
    }
    return null;
  }

  private <T> @Nullable Tagged find(
      Shelf<T> shelf,
      String arn,
      Function<T, Map<String, String>> tags,
      BiFunction<T, Map<String, String>, T> replaced) {
    Item<T> item = shelf.find(arn);
    if (item == null) {
      return null;
    }
    return new Tagged() {
      @Override
      public Map<String, String> tags() {
        return tags.apply(item.value());
      }

      @Override
      public void replace(Map<String, String> newTags) {
        shelf.change(item, replaced.apply(item.value(), newTags), account.now());
        account.changed(Change.Kind.UPDATED, arn, newTags);
      }
    };
  }
}
