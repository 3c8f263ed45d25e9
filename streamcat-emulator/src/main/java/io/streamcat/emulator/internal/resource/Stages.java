package io.streamcat.emulator.internal.resource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stage operations of real-time streaming. */
final class Stages {
  private static final int PAGE_SIZE = 50;
  private static final String RECORDING = "autoParticipantRecordingConfiguration";

  private final Account account;
  private final ParticipantTokens tokens;

  Stages(Account account, ParticipantTokens tokens) {
    this.account = account;
    this.tokens = tokens;
  }

  void register(Handler.Registry registry) {
    registry.add("CreateStage", this::create);
    registry.add("GetStage", this::get);
    registry.add("ListStages", this::list);
    registry.add("UpdateStage", this::update);
    registry.add("DeleteStage", this::delete);
  }

  private Map<String, Object> create(Call call) {
    List<?> participants = call.list("participantTokenConfigurations");
    for (Object participant : participants) {
      TokenAttributes.check((Map<?, ?>) participant);
    }
    account.requireRoomFor(ResourceType.STAGE);
    String arn = account.newArn(ResourceType.STAGE);
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("arn", arn);
    attributes.put("name", call.text("name", ""));
    attributes.put("tags", call.map("tags"));
    attributes.put("endpoints", endpoints());
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
    Map<String, Object> attributes = new LinkedHashMap<>(stage.attributes());
    attributes.putAll(call.pick(List.of("name")));
    Resource updated = account.update(stage, withRecording(attributes, call), call.now());
    return Map.of("stage", updated.attributes());
  }

  private Map<String, Object> delete(Call call) {
    account.remove(stage(call), call.now());
    return Map.of();
  }

  private Resource stage(Call call) {
    return account.require(ResourceType.STAGE, call.text("arn"));
  }

  /** An empty storage configuration switches recording off. */
  private static Map<String, Object> withRecording(Map<String, Object> attributes, Call call) {
    if (call.get(RECORDING) instanceof Map<?, ?> recording) {
      if ("".equals(recording.get("storageConfigurationArn"))) {
        attributes.remove(RECORDING);
      } else {
        attributes.put(RECORDING, recording);
      }
    }
    return attributes;
  }
}
