package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.operation.Page;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of chat's logging configurations. */
public final class LoggingConfigurations implements Handler.Group {
  private static final int PAGE_SIZE = 50;
  private static final String DESTINATION = "destinationConfiguration";

  private final Account account;

  public LoggingConfigurations(Account account) {
    this.account = account;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateLoggingConfiguration" -> this::create;
      case "GetLoggingConfiguration" -> this::get;
      case "ListLoggingConfigurations" -> this::list;
      case "UpdateLoggingConfiguration" -> this::update;
      case "DeleteLoggingConfiguration" -> this::delete;
      default -> null;
    };
  }

  private Map<String, Object> create(Call call) {
    Map<String, Object> attributes = settle(Map.of("name", "", "state", "ACTIVE"), call);
    account.requireRoomFor(ResourceType.LOGGING_CONFIGURATION);
    String arn = account.newArn(ResourceType.LOGGING_CONFIGURATION);
    attributes.put("arn", arn);
    attributes.put("id", Account.idOf(arn));
    attributes.put("tags", call.map("tags"));
    attributes.put("createTime", Account.timestamp(call.now()));
    return account
        .create(ResourceType.LOGGING_CONFIGURATION, arn, null, attributes, call.now())
        .attributes();
  }

  private Map<String, Object> get(Call call) {
    return require(call).attributes();
  }

  private Map<String, Object> list(Call call) {
    return Page.of(
        call,
        "loggingConfigurations",
        account.store().list(ResourceType.LOGGING_CONFIGURATION, call.asOf()),
        Page.Order.CREATED,
        PAGE_SIZE);
  }

  private Map<String, Object> update(Call call) {
    Resource configuration = require(call);
    return account
        .update(configuration, settle(configuration.attributes(), call), call.now())
        .attributes();
  }

  private Map<String, Object> delete(Call call) {
    Resource configuration = require(call);
    boolean used =
        account
            .store()
            .list(ResourceType.ROOM, Store.NOW)
            .anyMatch(
                room -> ((List<?>) room.attribute(Rooms.LOGGING)).contains(configuration.key()));
    if (used) {
      throw new ApiException(
              "ConflictException", "A room uses the logging configuration: detach it first")
          .withResource(configuration.key());
    }
    account.remove(configuration, call.now());
    return Map.of();
  }

  private Resource require(Call call) {
    return account.require(ResourceType.LOGGING_CONFIGURATION, call.text("identifier"));
  }

  private static Map<String, Object> settle(Map<String, Object> before, Call call) {
    Map<String, Object> settled = new LinkedHashMap<>(before);
    settled.putAll(call.pick(List.of("name", DESTINATION)));
    if (((Map<?, ?>) settled.getOrDefault(DESTINATION, Map.of())).size() != 1) {
      throw ApiException.invalid(
          DESTINATION, "must have exactly one of s3, cloudWatchLogs and firehose");
    }
    settled.put("updateTime", Account.timestamp(call.now()));
    return settled;
  }
}
