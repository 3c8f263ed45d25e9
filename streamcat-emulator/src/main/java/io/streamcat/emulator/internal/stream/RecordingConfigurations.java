package io.streamcat.emulator.internal.stream;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.CrudOperations;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Due;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of recording configurations. */
public final class RecordingConfigurations implements Handler.Group {
  private static final String THUMBNAILS = "thumbnailConfiguration";
  private static final String RENDITIONS = "renditionConfiguration";

  private static final String STATE = "state";
  private static final String ACTIVE = "ACTIVE";
  private static final String CREATING = "CREATING";

  private final Account account;
  private final CrudOperations configurations;
  private final Duration delay;

  /**
   * Creates the operations.
   *
   * @param delay the time from the creation of a configuration until it is active
   */
  public RecordingConfigurations(Account account, Duration delay) {
    this.account = account;
    this.delay = delay;
    this.configurations =
        new CrudOperations(
            account,
            ResourceType.RECORDING_CONFIGURATION,
            "recordingConfiguration",
            "recordingConfigurations",
            100);
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateRecordingConfiguration" -> this::create;
      case "GetRecordingConfiguration" -> configurations::get;
      case "ListRecordingConfigurations" -> configurations::list;
      case "DeleteRecordingConfiguration" -> this::delete;
      default -> null;
    };
  }

  /** Returns whether a recording configuration can record. */
  static boolean isActive(Resource configuration) {
    return configuration.attribute(STATE).equals(ACTIVE);
  }

  /** Activates the configurations whose creation is complete. Called before any other work. */
  public void settle(Instant now) {
    Due.settle(
        account,
        ResourceType.RECORDING_CONFIGURATION,
        now,
        (configuration, end) -> complete(configuration, ACTIVE, end));
  }

  /** Fails the creation of a configuration. */
  public void fail(String arn, Instant now) {
    Resource configuration = account.require(ResourceType.RECORDING_CONFIGURATION, arn);
    if (!Due.isSet(configuration)) {
      throw new ApiException("ConflictException", "The recording configuration is not CREATING");
    }
    complete(configuration, "CREATE_FAILED", now);
  }

  private void complete(Resource configuration, String state, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>(configuration.attributes());
    attributes.remove(Due.END);
    attributes.put(STATE, state);
    account.update(configuration, attributes, now);
  }

  /**
   * Creates a recording configuration. The answer says CREATING, as in AWS, also if it is ready
   * immediately.
   */
  private Map<String, Object> create(Call call) {
    Map<String, Object> destination = call.structure("destinationConfiguration");
    if (!destination.containsKey("s3")) {
      throw ApiException.invalid("destinationConfiguration.s3", "is required");
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("destinationConfiguration", destination);
    attributes.put(STATE, delay.isZero() ? ACTIVE : CREATING);
    if (!delay.isZero()) {
      attributes.putAll(Due.at(call.now().plus(delay)));
    }
    attributes.put(THUMBNAILS, thumbnails(call));
    attributes.put(
        "recordingReconnectWindowSeconds", call.number("recordingReconnectWindowSeconds", 0));
    attributes.put(RENDITIONS, renditions(call));
    Resource created = configurations.create(call, attributes);
    Map<String, Object> answered = new LinkedHashMap<>(created.attributes());
    answered.put(STATE, CREATING);
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
