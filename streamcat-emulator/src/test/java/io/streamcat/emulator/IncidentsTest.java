package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of incidents that are impossible. */
class IncidentsTest extends EventsTest {
  @ParameterizedTest
  @CsvSource({
    "Starvation Start,channel is not broadcasting",
    "Stream Failure,channel is not broadcasting",
    "Ingest Bitrate,channel is not broadcasting",
    "Recording Start Failure,channel is not recorded",
  })
  void report_impossibleIncident_isRejected(String name, String message) {
    assertThatIllegalStateException()
        .isThrownBy(() -> emulator.report(Incident.of(name, channel)))
        .withMessageContaining(message);
    assertThat(emitted()).isEmpty();
  }

  @Test
  void report_recordingIncidentOfLiveChannel_isRejected() {
    emulator.startStream(channel);

    assertThatIllegalStateException()
        .isThrownBy(() -> emulator.report(Incident.of("Recording Start Failure", channel)))
        .withMessageContaining("live");
    assertThatIllegalStateException()
        .isThrownBy(() -> emulator.report(Incident.of("Recording End Failure", channel)))
        .withMessageContaining("not recorded");
  }

  @Test
  void report_missingResource_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.report(Incident.of("Boredom", channel)))
        .withMessageContaining("name must be one of [Concurrent Broadcasts,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.report(Incident.of("Starvation Start", UNKNOWN_CHANNEL)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.report(Incident.of("Session Failure", channel)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.report(Incident.of("Concurrent Viewers", channel)))
        .withMessageContaining("account");
  }
}
