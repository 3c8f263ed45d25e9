package io.streamcat.emulator.internal.composition;

import io.streamcat.emulator.internal.operation.CrudOperations;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.stage.Stages;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of storage configurations. */
public final class StorageConfigurations implements Handler.Group {
  private final Account account;
  private final Compositions compositions;
  private final CrudOperations configurations;

  public StorageConfigurations(Account account, Compositions compositions) {
    this.account = account;
    this.compositions = compositions;
    this.configurations =
        new CrudOperations(
            account,
            ResourceType.STORAGE_CONFIGURATION,
            "storageConfiguration",
            "storageConfigurations",
            50);
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateStorageConfiguration" -> this::create;
      case "GetStorageConfiguration" -> configurations::get;
      case "ListStorageConfigurations" -> configurations::list;
      case "DeleteStorageConfiguration" -> this::delete;
      default -> null;
    };
  }

  private Map<String, Object> create(Call call) {
    return configurations.answer(configurations.create(call, call.pick(List.of("s3"))));
  }

  private Map<String, Object> delete(Call call) {
    Resource configuration = configurations.require(call);
    compositions.requireUnused(configuration);
    account.requireUnused(configuration, ResourceType.STAGE, Stages::storage);
    account.remove(configuration, call.now());
    return Map.of();
  }
}
