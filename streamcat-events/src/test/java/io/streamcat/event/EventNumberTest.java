package io.streamcat.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that AWS may report as fractions. */
class EventNumberTest {

  @ParameterizedTest
  @CsvSource({
    "8500000.5, 8500001",
    "8.5e6, 8500000",
    "-0.5, -1",
    "0.0, 0",
    "1.0e-300, 0",
    "123456789012345678.0, 123456789012345678"
  })
  void parse_numberWithAFraction_isRounded(String number, long expected) {
    IvsEvent event =
        IvsEvent.parse(
            SampleEvents.json(
                LimitBreach.DETAIL_TYPE,
                "",
                Instant.EPOCH,
                "{\"limit_value\": %s}".formatted(number)));

    assertThat(((LimitBreach) event).limitValue()).isEqualTo(expected);
  }
}
