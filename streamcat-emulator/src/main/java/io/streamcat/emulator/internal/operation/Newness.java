package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link io.streamcat.emulator.internal.resource.Distortion} that hides new resources
 * and their tags.
 */
public final class Newness {
  private static final String TAGS = "tags";

  private final Account account;
  private final Call call;

  public Newness(Account account, Call call) {
    this.account = account;
    this.call = call;
  }

  /** Rejects a call that names a resource which is too new to be found. */
  public void requireFound() {
    for (Object value : call.input().values()) {
      if (isHidden(value)) {
        throw ApiException.notFound((String) value);
      }
    }
  }

  /** Returns whether a resource is too new to be found by its ARN. */
  boolean isHidden(@Nullable Object arn) {
    return isYounger(arn, call.distortion().foundAge());
  }

  /** Returns an output without the tags of resources that are too new to be shown with them. */
  public Map<String, Object> withoutTags(Map<String, Object> output) {
    if (call.distortion().taggedAge().isZero()) {
      return output;
    }
    Map<String, Object> shown = object(output);
    if (isUntagged(call.get("resourceArn"))) {
      shown.put(TAGS, Map.of());
    }
    return shown;
  }

  private Object value(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(this::value).toList();
    }
    return value instanceof Map<?, ?> map ? object(map) : value;
  }

  private Map<String, Object> object(Map<?, ?> map) {
    Map<String, Object> shown = new LinkedHashMap<>();
    map.forEach((name, value) -> shown.put((String) name, value(value)));
    if (shown.containsKey(TAGS) && isUntagged(shown.get("arn"))) {
      shown.put(TAGS, Map.of());
    }
    return shown;
  }

  private boolean isUntagged(@Nullable Object arn) {
    return isYounger(arn, call.distortion().taggedAge());
  }

  private boolean isYounger(@Nullable Object arn, Duration age) {
    return !age.isZero()
        && arn instanceof String text
        && account
            .find(text, call.asOf())
            .filter(resource -> resource.created().isAfter(call.now().minus(age)))
            .isPresent();
  }
}
