package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.Store;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tag operations, which are equal in all three services. */
public final class Tags implements Handler.Group {
  private static final int MAX_TAGS = 50;

  private final Account account;

  public Tags(Account account) {
    this.account = account;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "TagResource" -> this::tag;
      case "UntagResource" -> this::untag;
      case "ListTagsForResource" -> this::list;
      default -> null;
    };
  }

  private Map<String, Object> tag(Call call) {
    Resource resource = resource(call);
    Map<String, String> tags = new LinkedHashMap<>(resource.tags());
    tags.putAll(call.map("tags"));
    if (tags.size() > MAX_TAGS) {
      throw ApiException.invalid("tags", "would exceed the 50 tags that a resource can have");
    }
    account.updateTags(resource, tags, call.now());
    return Map.of();
  }

  private Map<String, Object> untag(Call call) {
    Resource resource = resource(call);
    Map<String, String> tags = new LinkedHashMap<>(resource.tags());
    tags.keySet().removeAll(call.texts("tagKeys"));
    account.updateTags(resource, tags, call.now());
    return Map.of();
  }

  private Map<String, Object> list(Call call) {
    return Map.of("tags", resource(call).tags());
  }

  private Resource resource(Call call) {
    String arn = call.text("resourceArn");
    return account.find(arn, Store.NOW).orElseThrow(() -> ApiException.notFound(arn));
  }
}
