package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.controlplane.Joined;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.resource.Changes;
import io.streamcat.emulator.internal.resource.Distortion;
import io.streamcat.emulator.internal.resource.Journal;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Settings;
import io.streamcat.emulator.internal.resource.State;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the number of resources that are kept although nothing deletes them. */
@Guarantee("EMU-08")
class RetentionTest {
  private static final int MOST = 10_000;
  private static final int MORE = MOST + 20;
  private static final int SOME = 2_000;
  private static final int FEW = 1_000;

  private final Counts counts = new Counts();
  private final MutableClock clock = new MutableClock();
  private final ControlPlane controlPlane =
      new ControlPlane(
          new Settings(
              "us-east-1", "123456789012", clock, 1, Duration.ZERO, Duration.ZERO, Map.of()),
          counts);

  /** A journal that counts the resources which it would hold. */
  private static final class Counts implements Journal {
    private final Map<ResourceType, Map<String, Integer>> kept = new EnumMap<>(ResourceType.class);
    private final List<State> replaced = new ArrayList<>();
    private boolean isLong;

    int of(ResourceType type) {
      return kept.getOrDefault(type, Map.of()).size();
    }

    @Override
    public State found() {
      return State.EMPTY;
    }

    @Override
    public void append(Changes changes) {
      for (Changes.Change change : changes.changes()) {
        Map<String, Integer> keys =
            kept.computeIfAbsent(change.resource().type(), type -> new HashMap<>());
        if (change.removed()) {
          keys.remove(change.resource().key());
        } else {
          keys.put(change.resource().key(), 1);
        }
      }
    }

    @Override
    public boolean isLong() {
      return isLong;
    }

    @Override
    public void replace(State state) {
      replaced.add(state);
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  @Test
  void journal_isLong_isReplacedByTheStateAfterTheNextChange() {
    call("CreateRoom", Map.of("name", "first"));
    assertThat(counts.replaced).isEmpty();

    counts.isLong = true;
    call("CreateRoom", Map.of("name", "second"));
    counts.isLong = false;
    call("CreateRoom", Map.of("name", "third"));

    assertThat(counts.replaced)
        .singleElement()
        .satisfies(state -> assertThat(names(state)).containsExactly("first", "second"));
  }

  private static List<String> names(State state) {
    return state.resources().stream().map(Resource::name).toList();
  }

  @Test
  void chatEvents_many_keepsLatest() {
    String room = text(call("CreateRoom", Map.of()), "arn");
    for (int i = 0; i < MORE; i++) {
      call("SendEvent", Map.of("roomIdentifier", room, "eventName", "e" + i));
    }

    assertThat(controlPlane.chatEvents()).hasSize(MOST);
    assertThat(controlPlane.chatEvents().get(MOST - 1).name()).isEqualTo("e" + (MORE - 1));
    assertThat(counts.of(ResourceType.CHAT_EVENT)).isEqualTo(MOST);
  }

  @Test
  void chatTokens_manyOnStoppedClock_keepsLatest() {
    String room = text(call("CreateRoom", Map.of()), "arn");
    Map<String, String> request = Map.of("roomIdentifier", room, "userId", "u");
    String first = text(call("CreateChatToken", request), "token");
    String last = first;
    for (int i = 0; i < MOST; i++) {
      last = text(call("CreateChatToken", request), "token");
    }

    assertThat(counts.of(ResourceType.CHAT_TOKEN)).isEqualTo(MOST);
    assertThat(controlPlane.chat().redeem(first)).isEmpty();
    assertThat(controlPlane.chat().redeem(last)).isPresent();
  }

  @Test
  void streamSessions_many_keepsLatestAndCurrentOne() {
    String current = channel();
    controlPlane.media().startStream(current);
    String other = channel();
    for (int i = 0; i < SOME + 20; i++) {
      controlPlane.media().startStream(other);
      controlPlane.media().stopStream(other);
    }

    assertThat(counts.of(ResourceType.STREAM_SESSION)).isEqualTo(SOME);
    assertThat(call("GetStreamSession", Map.of("channelArn", current))).isNotEmpty();
    controlPlane.media().stopStream(current);
  }

  @Test
  void streamSession_manyIncidents_keepsLatestEvents() {
    String channel = channel();
    controlPlane.media().startStream(channel);
    for (int i = 0; i < 300; i++) {
      controlPlane.report("Starvation Start", channel, "");
      controlPlane.report("Starvation End", channel, "");
    }

    Map<?, ?> session =
        (Map<?, ?>) call("GetStreamSession", Map.of("channelArn", channel)).get("streamSession");

    assertThat((Iterable<?>) session.get("truncatedEvents")).hasSize(500);
  }

  @Test
  void participants_manySessions_keepsLatestAndConnectedOnes() {
    String current = stage();
    Joined connected = controlPlane.stages().join(current, "connected", Map.of());
    String other = stage();
    for (int i = 0; i < SOME + 20; i++) {
      Joined joined = controlPlane.stages().join(other, "", Map.of());
      controlPlane.stages().leave(other, joined.participantId());
    }

    assertThat(counts.of(ResourceType.STAGE_SESSION)).isEqualTo(SOME);
    assertThat(counts.of(ResourceType.PARTICIPANT)).isLessThanOrEqualTo(SOME);
    assertThat(counts.of(ResourceType.PARTICIPANT_EVENT)).isLessThanOrEqualTo(2 * SOME);
    controlPlane.stages().leave(current, connected.participantId());
  }

  @Test
  void participants_manyConnected_areRejected() {
    String stage = stage();

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < MORE; i++) {
                controlPlane.stages().join(stage, "", Map.of());
              }
            })
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("too many connected participants");
    assertThat(counts.of(ResourceType.PARTICIPANT)).isEqualTo(MOST);
  }

  @Test
  void viewerRevocations_many_keepsLatest() {
    String channel = channel();
    for (int i = 0; i < MORE; i++) {
      call("StartViewerSessionRevocation", Map.of("channelArn", channel, "viewerId", "v" + i));
    }

    assertThat(counts.of(ResourceType.VIEWER_REVOCATION)).isEqualTo(MOST);
  }

  @Test
  void compositions_manyOnStoppedClock_keepsLatest() {
    String stage = stage();
    String encoder = at(call("CreateEncoderConfiguration", Map.of()), "encoderConfiguration");
    String storage =
        at(
            call("CreateStorageConfiguration", Map.of("s3", Map.of("bucketName", "bucket"))),
            "storageConfiguration");
    Map<String, Object> s3 =
        Map.of("encoderConfigurationArns", List.of(encoder), "storageConfigurationArn", storage);
    for (int i = 0; i < FEW + 20; i++) {
      Map<String, Object> started =
          call(
              "StartComposition",
              Map.of("stageArn", stage, "destinations", List.of(Map.of("s3", s3))));
      call("StopComposition", Map.of("arn", at(started, "composition")));
    }

    assertThat(counts.of(ResourceType.COMPOSITION)).isEqualTo(FEW);
  }

  @Test
  void recording_ofForgottenParticipant_endsWithoutEvent() {
    String storage =
        at(
            call("CreateStorageConfiguration", Map.of("s3", Map.of("bucketName", "bucket"))),
            "storageConfiguration");
    Map<String, Object> recording =
        Map.of("storageConfigurationArn", storage, "recordingReconnectWindowSeconds", 60);
    String recorded =
        at(
            call("CreateStage", Map.of("autoParticipantRecordingConfiguration", recording)),
            "stage");
    Joined joined = controlPlane.stages().join(recorded, "", Map.of());
    controlPlane.stages().publish(recorded, joined.participantId(), true);
    controlPlane.stages().leave(recorded, joined.participantId());
    String other = stage();
    for (int i = 0; i < SOME + 20; i++) {
      String id = controlPlane.stages().join(other, "", Map.of()).participantId();
      controlPlane.stages().leave(other, id);
    }

    assertThat(counts.of(ResourceType.PARTICIPANT_RECORDING)).isEqualTo(1);
    clock.advance(Duration.ofMinutes(2));
    controlPlane.settle();
    assertThat(counts.of(ResourceType.PARTICIPANT_RECORDING)).isZero();
  }

  private String channel() {
    return at(call("CreateChannel", Map.of()), "channel");
  }

  private String stage() {
    return at(call("CreateStage", Map.of()), "stage");
  }

  private static String at(Map<String, Object> output, String member) {
    return (String) ((Map<?, ?>) output.get(member)).get("arn");
  }

  private static String text(Map<String, Object> output, String member) {
    return (String) output.get(member);
  }

  private Map<String, Object> call(String name, Map<String, ?> input) {
    Operation operation = ApiModel.get().operations(name).get(0);
    return controlPlane.call(operation, input, Distortion.NONE);
  }
}
