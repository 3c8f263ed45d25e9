package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {

  @ParameterizedTest
  @CsvSource({
    "10s, 10000",
    "200ms, 200",
    "1.5s, 1500",
    "2m, 120000",
    "1h30m, 5400000",
    "PT10S, 10000",
    "pt0.2s, 200",
    "P1D, 86400000",
    "0s, 0",
    "P36500D, 3153600000000"
  })
  void convert_shortFormOrIso8601_isAccepted(String text, long millis) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "ten seconds", "10 s", "99999999999ms", "1d"})
  void convert_otherText_isRejected(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is not a duration such as 10s or PT10S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1m", "PT-0.1s", "P1DT-25h", "P36500DT1s", "P99999999999D"})
  void convert_negativeOrTooLong_isRejected(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is not between 0s and P36500D");
  }
}
