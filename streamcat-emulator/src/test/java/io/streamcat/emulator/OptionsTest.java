package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the command line, which is parsed without starting an emulator. */
class OptionsTest {
  /** The tests have no module for live video, as the small jar has none. */
  @ParameterizedTest
  @CsvSource({
    "--ingest-port, 1935",
    "--secure-ingest-port, 1936",
    "--recordings, recordings",
    "--local-playback, --port"
  })
  void videoOption_programWithoutVideo_isRejected(String option, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of(option, value)))
        .withMessage(
            option + " needs the program with live video, streamcat-emulator-media-standalone.jar");
  }

  @ParameterizedTest
  @CsvSource({
    "--prot, 1, --prot is not an option",
    "--port, abc, --port needs a number",
    "--clock, now, --clock needs a time such as 2030-01-01T00:00:00Z",
    "--event-header, x, --event-header needs two values with a colon between them"
  })
  void option_invalid_isRejectedByItsName(String option, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of(option, value)))
        .withMessage(message);
  }

  @Test
  void options_valid_areAccepted() {
    assertThat(Options.parse(List.of("--port", "0", "--region", "eu-west-1"))).isNotNull();
  }
}
