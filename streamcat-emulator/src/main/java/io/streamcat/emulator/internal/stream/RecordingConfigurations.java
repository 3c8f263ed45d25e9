package io.streamcat.emulator.internal.stream;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.CrudOperations;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations of recording configurations. */
public final class RecordingConfigurations {
  private static final String THUMBNAILS = "thumbnailConfiguration";
  private static final String RENDITIONS = "renditionConfiguration";

  private final Account account;
  private final CrudOperations configurations;

  public RecordingConfigurations(Account account) {
    this.account = account;
    this.configurations =
        new CrudOperations(
            account,
            ResourceType.RECORDING_CONFIGURATION,
            "recordingConfiguration",
            "recordingConfigurations",
            100);
  }

  public void register(Handler.Registry registry) {
    registry.add("CreateRecordingConfiguration", this::create);
    registry.add("GetRecordingConfiguration", configurations::get);
    registry.add("ListRecordingConfigurations", configurations::list);
    registry.add("DeleteRecordingConfiguration", this::delete);
  }

  /**
   * Creates a recording configuration. The answer says CREATING, as in AWS, although it is ready
   * immediately.
   */
  private Map<String, Object> create(Call call) {
    Map<String, Object> destination = call.structure("destinationConfiguration");
    if (!destination.containsKey("s3")) {
      throw ApiException.invalid("destinationConfiguration.s3", "is required");
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("destinationConfiguration", destination);
    attributes.put("state", "ACTIVE");
    attributes.put(THUMBNAILS, thumbnails(call));
    attributes.put(
        "recordingReconnectWindowSeconds", call.number("recordingReconnectWindowSeconds", 0));
    attributes.put(RENDITIONS, renditions(call));
    Resource created = configurations.create(call, attributes);
    Map<String, Object> answered = new LinkedHashMap<>(created.attributes());
    answered.put("state", "CREATING");
    return Map.of("recordingConfiguration", answered);
  }

  private static Map<String, Object> thumbnails(Call call) {
    Map<String, Object> thumbnails = call.structure(THUMBNAILS);
    boolean interval = thumbnails.getOrDefault("recordingMode", "INTERVAL").equals("INTERVAL");
    if (!interval && thumbnails.containsKey("targetIntervalSeconds")) {
      throw ApiException.invalid(
          THUMBNAILS + ".targetIntervalSeconds", "needs the recordingMode INTERVAL");
    }
    thumbnails.putIfAbsent("recordingMode", "INTERVAL");
    if (interval) {
      thumbnails.putIfAbsent("targetIntervalSeconds", 60);
      thumbnails.putIfAbsent("storage", List.of("SEQUENTIAL"));
    }
    return thumbnails;
  }

  private static Map<String, Object> renditions(Call call) {
    Map<String, Object> renditions = call.structure(RENDITIONS);
    renditions.putIfAbsent("renditionSelection", "ALL");
    renditions.putIfAbsent("renditions", List.of());
    if (renditions.containsValue("CUSTOM") && renditions.containsValue(List.of())) {
      throw ApiException.invalid(
          RENDITIONS + ".renditions", "is required with the renditionSelection CUSTOM");
    }
    return renditions;
  }

  private Map<String, Object> delete(Call call) {
    Resource configuration = configurations.require(call);
    account.requireUnused(configuration, ResourceType.CHANNEL, "recordingConfigurationArn");
    account.remove(configuration, call.now());
    return Map.of();
  }
}
