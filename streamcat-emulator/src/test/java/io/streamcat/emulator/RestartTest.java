package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.emulator.ApiClient.Answer;
import io.streamcat.emulator.internal.model.Service;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of emulators that continue from the state file of another emulator. */
@Guarantee("EMU-03")
class RestartTest {
  private final MutableClock clock = new MutableClock();
  @TempDir private Path directory;

  @Test
  void restart_withResources_answersAsBefore() {
    Map<String, Map<String, ?>> before =
        run(
            (emulator, aws) -> {
              aws.call("CreateChannel", Map.of("name", "c", "tags", Map.of("b", "1", "a", "2")));
              aws.call("CreateRoom", Map.of("name", "r", "maximumMessageLength", 100));
              aws.call("CreateStage", Map.of("name", "s"));
              aws.call("CreateEncoderConfiguration", Map.of("video", Map.of("framerate", 29.97)));
              return lists(aws);
            });

    Map<String, Map<String, ?>> after = run((emulator, aws) -> lists(aws));
    assertThat(after).isEqualTo(before);
  }

  private static Map<String, Map<String, ?>> lists(ApiClient aws) {
    String encoder =
        (String) aws.call("ListEncoderConfigurations").all("encoderConfigurations", "arn").get(0);
    return Map.of(
        "channels", aws.call("ListChannels").body(),
        "rooms", aws.call("ListRooms").body(),
        "stages", aws.call("ListStages").body(),
        "encoder", aws.call("GetEncoderConfiguration", Map.of("arn", encoder)).body());
  }

  @Test
  void restart_liveStream_continuesAndEndsInTime() {
    String channel =
        run(
            (emulator, aws) -> {
              String arn = createChannel(aws);
              emulator.startStream(arn);
              aws.call("StopStream", Map.of("channelArn", arn));
              return arn;
            });

    assertThat(live(channel)).isEqualTo(200);
    clock.advance(Duration.ofMinutes(1));
    assertThat(live(channel)).isEqualTo(404);
    List<String> events = run((emulator, aws) -> emulator.events().emitted());
    assertThat(events).hasSize(4).last().asString().contains("Session Ended");
  }

  @Test
  void restart_pausedRecording_resumesOrEndsInTime() {
    String channel =
        run(
            (emulator, aws) -> {
              String configuration = EmulatorTest.createRecording(aws, 300);
              String arn =
                  aws.call("CreateChannel", Map.of("recordingConfigurationArn", configuration))
                      .text("channel.arn");
              emulator.startStream(arn);
              clock.advance(Duration.ofSeconds(3));
              emulator.stopStream(arn);
              return arn;
            });
    run(
        (emulator, aws) -> {
          emulator.startStream(channel);
          clock.advance(Duration.ofSeconds(4));
          emulator.stopStream(channel);
          return "";
        });
    clock.advance(Duration.ofMinutes(5));

    List<String> events = run((emulator, aws) -> emulator.events().emitted());

    assertThat(events.stream().filter(event -> event.contains("Recording End")))
        .singleElement()
        .asString()
        .contains("\"recording_duration_ms\":7000");
  }

  private int live(String channel) {
    return run((emulator, aws) -> aws.call("GetStream", Map.of("channelArn", channel)).status());
  }

  @Test
  void restart_participant_staysConnectedWithToken() {
    String stage = run((emulator, aws) -> aws.call("CreateStage").text("stage.arn"));
    String token =
        run(
            (emulator, aws) ->
                aws.call("CreateParticipantToken", Map.of("stageArn", stage))
                    .text("participantToken.token"));
    EmulatedParticipant todd =
        run(
            (emulator, aws) -> {
              EmulatedParticipant joined = emulator.participants().join(token);
              emulator.participants().publish(joined);
              return joined;
            });

    Answer answer =
        run(
            (emulator, aws) ->
                aws.call(
                    "ListParticipantEvents",
                    Map.of(
                        "stageArn", stage,
                        "sessionId", todd.sessionId(),
                        "participantId", todd.participantId())));
    assertThat(answer.all("events", "name")).containsExactly("PUBLISH_STARTED", "JOINED");
    Answer afterwards =
        run(
            (emulator, aws) -> {
              emulator.participants().leave(todd);
              return aws.call("GetStage", Map.of("arn", stage));
            });
    assertThat(afterwards.at("stage.activeSessionId")).isNull();
  }

  @Test
  void restart_usedOrRevokedToken_staysInvalid() {
    TestKeys keys = TestKeys.p384();
    String channel =
        run(
            (emulator, aws) -> {
              aws.call("ImportPlaybackKeyPair", Map.of("publicKeyMaterial", keys.pem()));
              String arn = createChannel(aws);
              aws.call("StartViewerSessionRevocation", Map.of("channelArn", arn, "viewerId", "v"));
              return arn;
            });
    long exp = MutableClock.START.getEpochSecond() + 60;
    PresentedToken revoked =
        PresentedToken.of(
            keys.sign(Map.of("aws:channel-arn", channel, "aws:viewer-id", "v", "exp", exp)));
    PresentedToken once =
        PresentedToken.of(
            keys.sign(
                Map.of(
                    "aws:channel-arn",
                    channel,
                    "aws:single-use-uuid",
                    "2f0e2c4e-6f4b-4f5c-9d57-0a3c1d2e4b5a",
                    "exp",
                    exp)));

    assertThat(isValid(revoked)).isFalse();
    assertThat(isValid(once)).isTrue();
    assertThat(isValid(once)).isFalse();
  }

  private boolean isValid(PresentedToken token) {
    return run((emulator, aws) -> emulator.verifyToken(token).valid());
  }

  @Test
  void restart_chat_keepsTokensAndEvents() {
    String token =
        run(
            (emulator, aws) -> {
              String room = aws.call("CreateRoom").text("arn");
              aws.call("SendEvent", Map.of("roomIdentifier", room, "eventName", "hello"));
              return aws.call("CreateChatToken", Map.of("roomIdentifier", room, "userId", "todd"))
                  .text("token");
            });

    List<SentChatEvent> events =
        run(
            (emulator, aws) -> {
              ChatClient.connect(emulator.chatEndpoint(), token).close();
              return emulator.chatEvents();
            });
    assertThat(events).extracting(SentChatEvent::name).containsExactly("hello");
    try (IvsEmulator emulator = builder().start()) {
      URI endpoint = emulator.chatEndpoint();
      assertThatThrownBy(() -> ChatClient.connect(endpoint, token))
          .isInstanceOf(CompletionException.class);
    }
  }

  /** A file that only ever grew would fill the disk of an emulator that runs for weeks. */
  @Test
  void state_manyChanges_isRewrittenAndKeepsTheLast() {
    Map<String, String> tags = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      tags.put("key-" + i, "x".repeat(256));
    }
    String room =
        run(
            (emulator, aws) -> {
              String arn = aws.call("CreateRoom", Map.of("tags", tags)).text("arn");
              long before = 0;
              for (int i = 0; size() >= before; i++) {
                assertThat(i).as("changes of 14 kB each").isLessThan(2_000);
                before = size();
                tags.put("key-0", "change " + i);
                aws.tag(Service.CHAT, arn, tags);
              }
              assertThat(size()).as("one room").isLessThan(30_000);
              return arn;
            });

    Object kept = run((emulator, aws) -> aws.listTags(Service.CHAT, room).at("tags"));
    assertThat(kept).isEqualTo(tags);
  }

  private long size() {
    try {
      return Files.size(directory.resolve("state"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void restart_identifiers_continue() {
    assertThat(List.of(newRoom(), newRoom(), newRoom())).doesNotHaveDuplicates();
  }

  @Test
  void restart_lateEffect_isKeptOnlyAfterItHappened() {
    Duration second = Duration.ofSeconds(1);
    run(
        (emulator, aws) -> {
          emulator.faults().add(FaultRule.lateEffect("CreateRoom", second));
          emulator.faults().add(FaultRule.lateEffect("CreateRoom", second.multipliedBy(3)));
          for (String name : List.of("happened", "pending")) {
            assertThatThrownBy(() -> aws.call("CreateRoom", Map.of("name", name)))
                .isInstanceOf(UncheckedIOException.class);
          }
          clock.advance(second);
          return emulator.resources();
        });
    clock.advance(Duration.ofMinutes(1));

    List<EmulatedResource> left = run((emulator, aws) -> emulator.resources());

    assertThat(left).extracting(EmulatedResource::name).containsExactly("happened");
  }

  @Test
  void reset_thenRestart_hasNoState() {
    String room = newRoom();
    run(
        (emulator, aws) -> {
          emulator.reset();
          return "";
        });

    List<EmulatedResource> left = run((emulator, aws) -> emulator.resources());
    assertThat(left).isEmpty();
    assertThat(newRoom()).isNotEqualTo(room);
  }

  @Test
  void start_portInUse_releasesStateFile() {
    try (IvsEmulator other = IvsEmulator.start()) {
      assertThatThrownBy(() -> builder().port(other.port()).start())
          .hasMessageContaining("Cannot listen");
    }

    assertThat(newRoom()).isNotEmpty();
  }

  private String newRoom() {
    return run((emulator, aws) -> aws.call("CreateRoom").text("arn"));
  }

  private static String createChannel(ApiClient aws) {
    return aws.call("CreateChannel", Map.of("name", "c")).text("channel.arn");
  }

  private IvsEmulatorBuilder builder() {
    return IvsEmulator.builder()
        .clock(clock)
        .streamEndDelay(Duration.ofSeconds(10))
        .state(directory.resolve("state"));
  }

  /** Runs an action with an emulator that is started from the last state. */
  private <T> T run(BiFunction<IvsEmulator, ApiClient, T> use) {
    try (IvsEmulator emulator = builder().start()) {
      return use.apply(emulator, new ApiClient(emulator));
    }
  }
}
