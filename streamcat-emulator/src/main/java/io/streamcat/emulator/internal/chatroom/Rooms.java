package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.operation.Filters;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.operation.Page;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The room operations of chat. */
public final class Rooms implements Handler.Group {
  static final String LOGGING = "loggingConfigurationIdentifiers";
  static final String HANDLER = "messageReviewHandler";
  static final String URI = "uri";

  private static final int PAGE_SIZE = 50;
  private static final List<String> SETTINGS =
      List.of("name", "maximumMessageRatePerSecond", "maximumMessageLength", HANDLER, LOGGING);
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "name",
          "",
          "maximumMessageRatePerSecond",
          10,
          "maximumMessageLength",
          500,
          LOGGING,
          List.of());

  private final Account account;

  public Rooms(Account account) {
    this.account = account;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateRoom" -> this::create;
      case "GetRoom" -> this::get;
      case "ListRooms" -> this::list;
      case "UpdateRoom" -> this::update;
      case "DeleteRoom" -> this::delete;
      default -> null;
    };
  }

  private Map<String, Object> create(Call call) {
    requireReferenced(call);
    account.requireRoomFor(ResourceType.ROOM);
    String arn = account.newArn(ResourceType.ROOM);
    Map<String, Object> attributes = settle(DEFAULTS, call);
    attributes.put("arn", arn);
    attributes.put("id", Account.idOf(arn));
    attributes.put("tags", call.map("tags"));
    attributes.put("createTime", Account.timestamp(call.now()));
    return account.create(ResourceType.ROOM, arn, null, attributes, call.now()).attributes();
  }

  private Map<String, Object> get(Call call) {
    return room(call).attributes();
  }

  private Map<String, Object> list(Call call) {
    String handler = call.text("messageReviewHandlerUri", "");
    String logging = call.text("loggingConfigurationIdentifier", "");
    Stream<Resource> rooms =
        Filters.of(call)
            .matching("name", "name")
            .where(room -> handler.isEmpty() || handler.equals(handlerUri(room)))
            .where(
                room -> logging.isEmpty() || ((List<?>) room.attribute(LOGGING)).contains(logging))
            .apply(account.store().list(ResourceType.ROOM, call.asOf()));
    return Page.of(call, "rooms", rooms, Page.Order.LATEST, PAGE_SIZE);
  }

  private Map<String, Object> update(Call call) {
    Resource room = room(call);
    requireReferenced(call);
    Instant now = call.now();
    Resource updated = room.next(settle(room.attributes(), call), now, account.store().nextOrder());
    account.store().put(updated);
    return updated.attributes();
  }

  private Map<String, Object> delete(Call call) {
    account.remove(room(call), call.now());
    return Map.of();
  }

  private void requireReferenced(Call call) {
    for (Object arn : call.list(LOGGING)) {
      account.requireReferenced(call, ResourceType.LOGGING_CONFIGURATION, LOGGING, arn);
    }
  }

  private Resource room(Call call) {
    return account.require(ResourceType.ROOM, call.text("identifier"));
  }

  /**
   * Returns the members after a request. An empty URI disables review. The handler of a room that
   * had one stays then, without a URI, as in AWS.
   */
  private static Map<String, Object> settle(Map<String, Object> before, Call call) {
    Map<String, Object> settled = new LinkedHashMap<>(before);
    settled.putAll(call.pick(SETTINGS));
    Map<String, Object> handler = new LinkedHashMap<>(Map.of("fallbackResult", "ALLOW"));
    for (Map<String, Object> source : List.of(before, call.input())) {
      if (source.get(HANDLER) instanceof Map<?, ?> given) {
        given.forEach((member, value) -> handler.put((String) member, value));
      }
    }
    if (handler.getOrDefault(URI, "").equals("") && !before.containsKey(HANDLER)) {
      settled.remove(HANDLER);
    } else {
      settled.put(HANDLER, handler);
    }
    settled.put("updateTime", Account.timestamp(call.now()));
    return settled;
  }

  private static @Nullable Object handlerUri(Resource room) {
    return room.attributes().get(HANDLER) instanceof Map<?, ?> handler ? handler.get(URI) : null;
  }
}
