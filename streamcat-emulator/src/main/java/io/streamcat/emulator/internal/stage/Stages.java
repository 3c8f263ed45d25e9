package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Defaults;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.operation.Page;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.token.TokenAttributes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The stage operations of real-time streaming. */
public final class Stages implements Handler.Group {
  static final String RECORDING = "autoParticipantRecordingConfiguration";

  private static final int PAGE_SIZE = 50;
  private static final String STORAGE = "storageConfigurationArn";

  private final Account account;
  private final ParticipantTokens tokens;
  private final ParticipantLifecycle lifecycle;
  private final BiConsumer<Resource, Instant> stopCompositions;

  public Stages(
      Account account,
      ParticipantTokens tokens,
      ParticipantLifecycle lifecycle,
      BiConsumer<Resource, Instant> stopCompositions) {
    this.account = account;
    this.tokens = tokens;
    this.lifecycle = lifecycle;
    this.stopCompositions = stopCompositions;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateStage" -> this::create;
      case "GetStage" -> this::get;
      case "ListStages" -> this::list;
      case "UpdateStage" -> this::update;
      case "DeleteStage" -> this::delete;
      default -> null;
    };
  }

  private Map<String, Object> create(Call call) {
    List<?> participants = call.list("participantTokenConfigurations");
    for (Object participant : participants) {
      TokenAttributes.check((Map<?, ?>) participant);
    }
    requireReferenced(call);
    account.requireRoomFor(ResourceType.STAGE);
    String arn = account.newArn(ResourceType.STAGE);
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("arn", arn);
    attributes.put("name", call.text("name", ""));
    attributes.put("tags", call.map("tags"));
    attributes.put("endpoints", endpoints());
    attributes.put(RECORDING, recording(Map.of(STORAGE, "")));
    Resource stage =
        account.create(ResourceType.STAGE, arn, null, withRecording(attributes, call), call.now());
    return Map.of(
        "stage",
        stage.attributes(),
        "participantTokens",
        participants.stream()
            .map(participant -> tokens.issue(stage, (Map<?, ?>) participant, call.now()))
            .toList());
  }

  private Map<String, Object> endpoints() {
    String host = account.endpointId();
    return Map.of(
        "events", "wss://global.events.live-video.net",
        "whip", "https://" + host + ".global-bm.whip.live-video.net",
        "rtmp", "rtmp://" + host + ".global-contribute.live-video.net/app/",
        "rtmps", "rtmps://" + host + ".global-contribute.live-video.net:443/app/");
  }

  private Map<String, Object> get(Call call) {
    return Map.of("stage", stage(call).attributes());
  }

  private Map<String, Object> list(Call call) {
    return Page.of(
        call,
        "stages",
        account.store().list(ResourceType.STAGE, call.asOf()),
        Page.Order.CREATED,
        PAGE_SIZE);
  }

  private Map<String, Object> update(Call call) {
    Resource stage = stage(call);
    requireReferenced(call);
    if (call.get(RECORDING) != null && lifecycle.recording().isActive(stage)) {
      throw new ApiException(
          "ConflictException", RECORDING + " cannot change while a participant is recorded");
    }
    Map<String, Object> attributes = new LinkedHashMap<>(stage.attributes());
    attributes.putAll(call.pick(List.of("name")));
    Resource updated = account.update(stage, withRecording(attributes, call), call.now());
    return Map.of("stage", updated.attributes());
  }

  private Map<String, Object> delete(Call call) {
    Resource stage = stage(call);
    stopCompositions.accept(stage, call.now());
    lifecycle.expelAll(stage, call.now());
    lifecycle.recording().endAll(stage, call.now());
    account.remove(stage(call), call.now());
    return Map.of();
  }

  private void requireReferenced(Call call) {
    account.requireReferenced(
        call,
        ResourceType.STORAGE_CONFIGURATION,
        RECORDING + "." + STORAGE,
        call.structure(RECORDING).get(STORAGE));
  }

  /** Returns the storage configuration of a recorded stage, or an empty string. */
  public static Object storage(Resource stage) {
    return Objects.requireNonNull(((Map<?, ?>) stage.attribute(RECORDING)).get(STORAGE));
  }

  private Resource stage(Call call) {
    return account.require(ResourceType.STAGE, call.text("arn"));
  }

  private static Map<String, Object> withRecording(Map<String, Object> attributes, Call call) {
    if (call.get(RECORDING) instanceof Map<?, ?> given) {
      attributes.put(RECORDING, recording(given));
    }
    return attributes;
  }

  /**
   * Returns the recording settings. An empty storage configuration disables recording, regardless
   * of the other settings.
   */
  private static Map<String, Object> recording(Map<?, ?> given) {
    Map<String, Object> recording = new LinkedHashMap<>();
    recording.put(STORAGE, given.get(STORAGE));
    recording.put("mediaTypes", List.of("AUDIO_VIDEO"));
    recording.put(
        "thumbnailConfiguration",
        Map.of(
            "recordingMode",
            "DISABLED",
            "storage",
            List.of("SEQUENTIAL"),
            "targetIntervalSeconds",
            60));
    recording.put("recordingReconnectWindowSeconds", 0);
    recording.put("hlsConfiguration", Map.of("targetSegmentDurationSeconds", 6));
    recording.put("recordParticipantReplicas", true);
    return "".equals(given.get(STORAGE)) ? recording : Defaults.merge(recording, given);
  }
}
