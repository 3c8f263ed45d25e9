package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The resources of one type whose operations have the usual form: {@code arn} in, the resource as
 * one member out, and lists of all there are, oldest first.
 *
 * @param account the account that holds them
 * @param type their type
 * @param member the output member that holds one
 * @param members the output member that holds a list of them
 * @param pageSize how many a page holds when the call does not say
 */
public record CrudOperations(
    Account account, ResourceType type, String member, String members, int pageSize) {
  /** Creates one with the name and the tags of the call, unless the account has too many. */
  public Resource create(Call call, Map<String, Object> attributes) {
    account.requireRoomFor(type);
    String arn = account.newArn(type);
    Map<String, Object> all = new LinkedHashMap<>(attributes);
    all.put("arn", arn);
    all.put("name", call.text("name", ""));
    all.put("tags", call.map("tags"));
    return account.create(type, arn, null, all, call.now());
  }

  /** Finds the one that the call names, or refuses the call. */
  public Resource require(Call call) {
    return account.require(type, call.text("arn"));
  }

  /** Makes the output that shows one. */
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
