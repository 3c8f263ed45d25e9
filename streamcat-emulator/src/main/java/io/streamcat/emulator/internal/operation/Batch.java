package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Batch reads of resources. Missing resources become errors within a successful answer. */
public final class Batch {
  private Batch() {}

  public static Map<String, Object> get(
      Account account, ResourceType type, String member, Call call) {
    Newness newness = new Newness(account, call);
    List<Map<String, Object>> found = new ArrayList<>();
    List<Map<String, Object>> errors = new ArrayList<>();
    for (String arn : new LinkedHashSet<>(call.texts("arns"))) {
      Optional<Resource> resource = account.store().find(type, arn);
      if (resource.isPresent() && !newness.isHidden(arn)) {
        found.add(resource.get().attributes());
      } else {
        errors.add(
            Map.of(
                "arn",
                arn,
                "code",
                "ResourceNotFoundException",
                "message",
                "Resource: " + arn + " not found"));
      }
    }
    return Map.of(member, found, "errors", errors);
  }
}
