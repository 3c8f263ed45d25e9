package io.streamcat.emulator.internal.resource;

import java.util.List;
import java.util.Map;

/** The operations of storage configurations. */
final class StorageConfigurations {
  private final Account account;
  private final Compositions compositions;
  private final CrudOperations configurations;

  StorageConfigurations(Account account, Compositions compositions) {
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

  void register(Handler.Registry registry) {
    registry.add("CreateStorageConfiguration", this::create);
    registry.add("GetStorageConfiguration", configurations::get);
    registry.add("ListStorageConfigurations", configurations::list);
    registry.add("DeleteStorageConfiguration", this::delete);
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
