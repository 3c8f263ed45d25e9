package io.streamcat.emulator.internal.channel;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.CrudOperations;
import io.streamcat.emulator.internal.operation.Defaults;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.stream.Streams;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of ad configurations, and the insertion of ad breaks. */
public final class AdConfigurations implements Handler.Group {
  private static final List<String> SETTINGS =
      List.of("mediaTailorPlaybackConfigurations", "postRollConfiguration");
  private static final Map<String, Object> DEFAULTS =
      Map.of("postRollConfiguration", Map.of("enabled", false, "durationSeconds", 15));
  private static final String REFERENCE = "adConfigurationArn";
  private static final int BREAK_ID_LENGTH = 12;

  private final Account account;
  private final Streams streams;
  private final CrudOperations configurations;

  public AdConfigurations(Account account, Streams streams) {
    this.account = account;
    this.streams = streams;
    this.configurations =
        new CrudOperations(
            account, ResourceType.AD_CONFIGURATION, "adConfiguration", "adConfigurations", 100);
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateAdConfiguration" -> this::create;
      case "GetAdConfiguration" -> configurations::get;
      case "ListAdConfigurations" -> configurations::list;
      case "UpdateAdConfiguration" -> this::update;
      case "DeleteAdConfiguration" -> this::delete;
      case "InsertAdBreak" -> this::insertBreak;
      default -> null;
    };
  }

  private Map<String, Object> create(Call call) {
    Map<String, Object> settings = Defaults.merge(DEFAULTS, call.pick(SETTINGS));
    return configurations.answer(configurations.create(call, settings));
  }

  private Map<String, Object> update(Call call) {
    Resource configuration = configurations.require(call);
    Map<String, Object> changes = call.pick(List.of("name"));
    changes.putAll(call.pick(SETTINGS));
    return configurations.answer(account.change(configuration, changes, call.now()));
  }

  private Map<String, Object> delete(Call call) {
    Resource configuration = configurations.require(call);
    account.requireUnused(configuration, ResourceType.CHANNEL, REFERENCE);
    account.remove(configuration, call.now());
    return Map.of();
  }

  private Map<String, Object> insertBreak(Call call) {
    Resource channel = account.require(ResourceType.CHANNEL, streams.live(call).key());
    if (channel.attribute(REFERENCE).equals("")) {
      throw new ApiException("ConflictException", "The channel has no ad configuration");
    }
    return Map.of("adBreakId", account.ids().alphanumeric(BREAK_ID_LENGTH));
  }
}
