package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of recording configurations that take time to become active, or fail to. */
class RecordingConfigurationStatesTest extends EventsTest {
  private static final Duration DELAY = Duration.ofSeconds(20);
  private static final String FAILURE = "Recording Configuration Failure";

  private final String configuration = createRecording(aws, 0);

  @Override
  IvsEmulatorBuilder configure(IvsEmulatorBuilder builder) {
    return builder.recordingConfigurationDelay(DELAY);
  }

  @Test
  void create_withDelay_isActiveAfterIt() {
    assertThat(state()).isEqualTo("CREATING");
    clock.advance(DELAY.minusMillis(1));
    assertThat(state()).isEqualTo("CREATING");

    clock.advance(Duration.ofMillis(1));

    assertThat(state()).isEqualTo("ACTIVE");
    assertThat(aws.call("ListRecordingConfigurations").all("recordingConfigurations", "state"))
        .containsExactly("ACTIVE");
  }

  @Test
  void report_failureWhileCreating_isCreateFailedForGood() {
    emulator.report(Incident.of(FAILURE, configuration));
    clock.advance(DELAY.multipliedBy(2));

    assertThat(state()).isEqualTo("CREATE_FAILED");
    assertThat(aws.call("DeleteRecordingConfiguration", Map.of("arn", configuration)).status())
        .isEqualTo(204);
  }

  @Test
  void report_failureOfActiveConfiguration_conflicts() {
    clock.advance(DELAY);

    assertThatIllegalStateException()
        .isThrownBy(() -> emulator.report(Incident.of(FAILURE, configuration)))
        .withMessageContaining("not CREATING");
  }

  @Test
  void startStream_configurationBeingCreated_isRecordedOnceItIsActive() {
    String channel = recordedChannel();
    emulator.startStream(channel);
    emulator.stopStream(channel);
    clock.advance(DELAY);
    emulator.startStream(channel);

    assertThat(details("IVS Recording State Change"))
        .extracting(detail -> detail.get("recording_status"))
        .containsExactly("Recording Start Failure", "Recording Start");
  }

  @Test
  void startStream_failedConfiguration_isNotRecorded() {
    emulator.report(Incident.of(FAILURE, configuration));
    String channel = recordedChannel();
    emulator.startStream(channel);
    emulator.stopStream(channel);

    List<Map<String, Object>> details = details("IVS Recording State Change");
    assertThat(details)
        .extracting(detail -> detail.get("recording_status"))
        .containsExactly("Recording Start Failure");
    assertThat(details.get(0)).containsEntry("recording_status_reason", "ValidationException");
  }

  private String recordedChannel() {
    return aws.call("CreateChannel", Map.of("recordingConfigurationArn", configuration))
        .text("channel.arn");
  }

  private Object state() {
    return aws.call("GetRecordingConfiguration", Map.of("arn", configuration))
        .at("recordingConfiguration.state");
  }
}
