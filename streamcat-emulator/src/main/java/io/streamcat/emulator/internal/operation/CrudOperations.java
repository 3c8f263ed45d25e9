package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The usual operations on resources of one type: the input has an {@code arn}, the output has the
 * resource as one member, and lists start with the oldest resource.
 *
 * @param account the account that holds them
 * @param type their type
 * @param member the output member with one resource
 * @param members the output member with a list of resources
 * @param pageSize the number of resources on a page if the call gives none
 */
public record CrudOperations(
    Account account, ResourceType type, String member, String members, int pageSize) {
  /** Creates a resource with the name and the tags of the call, unless the account has too many. */
  public Resource create(Call call, Map<String, Object> attributes) {
    account.requireRoomFor(type);
    String arn = account.newArn(type);
    Map<String, Object> all = new LinkedHashMap<>(attributes);
    all.put("arn", arn);
    all.put("name", call.text("name", ""));
    all.put("tags", call.map("tags"));
    return account.create(type, arn, null, all, call.now());
  }

  /** Returns the resource that the call names, or rejects the call. */
  public Resource require(Call call) {
    return account.require(type, call.text("arn"));
  }

  /** Returns the output with one resource. */
  public Map<String, Object> answer(Resource resource) {
    return Map.of(member, resource.attributes());
  }

  public Map<String, Object> get(Call call) {
    return answer(require(call));
  }

  public Map<String, Object> list(Call call) {
    return list(call, Filters.of(call));
  }

  public Map<String, Object> list(Call call, Filters filters) {
    return Page.of(
        call,
        members,
        filters.apply(account.store().list(type, call.asOf())),
        Page.Order.CREATED,
        pageSize);
  }

  public Map<String, Object> delete(Call call) {
    account.remove(require(call), call.now());
    return Map.of();
  }
}
