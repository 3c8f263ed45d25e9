package io.streamcat.event;

import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.testing.Guarantee;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that malformed events are rejected by field, without quoting them. */
@Guarantee("EVENT-22")
class MalformedEventTest {

  private static void assertRejected(String json, String field, String problem) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> IvsEvent.parse(json))
        .satisfies(e -> assertThat(e.field()).isEqualTo(field))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
        .satisfies(e -> assertThat(e).hasMessageNotContaining("secret").hasNoCause());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                      | event     | is empty
          null                    | event     | is not an object
          [{}]                    | event     | is a list, as EventBridge Pipes delivers a batch; deliver each event separately, with a batch size of 1
          "secret"                | event     | is not an object
          {} {}                   | event     | has content after its end
          {"id": secret}          | event     | is malformed at line 1, column 8
          {"id": "1"              | event     | is malformed at line 1, column 11
          {"id": "1",}            | event     | is malformed at line 1, column 12
          {"id": NaN}             | event     | is malformed at line 1, column 11
          {"id": 01}              | event     | is malformed at line 1, column 9
          {"id": "1", "id": "2"}  | event     | has a duplicate field
          {"x": {"secret": 1, "secret": 2}} | event | has a duplicate field
          {"detail": {"secret": 1, "secret": 2}} | detail | has a duplicate field
          {}                      | source    | is missing
          {"source": null}        | source    | is empty
          {"source": 1}           | source    | is a number
          {"source": "secret"}    | source    | is another source
          """)
  void parse_otherJsonOrSource_isRejected(String json, String field, String problem) {
    assertRejected(json, field, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "id": "[^"]*"           | "id": ""              | id          | is empty
          "id": "[^"]*",          |                       | id          | is missing
          "detail-type": "[^"]*", |                       | detail-type | is missing
          "time": "[^"]*",        |                       | time        | is missing
          "time": "[^"]*"         | "time": "secret"      | time        | is not a time
          "time": "[^"]*"         | "time": 1700000000    | time        | is a number
          "account": "[^"]*"      | "account": 123        | account     | is a number
          "region": "[^"]*"       | "region": true        | region      | is true or false
          "resources": \\[.*]     | "resources": "secret" | resources   | is text
          "resources": \\[.*]     | "resources": ["a", 1] | resources   | contains another type
          "detail": \\{.*}}       | "detail": "secret"}   | detail      | is text
          "detail": \\{.*}}       | "detail": []}         | detail      | is a list
          """)
  void parse_invalidHeader_namesTheField(
      String pattern, String replacement, String field, String problem) {
    String json = json("IVS Stream State Change", "", NOW, "{}").strip();

    assertRejected(
        json.replaceFirst(pattern, replacement == null ? "" : replacement), field, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          IVS Stream State Change    | {"event_name": {}}                     | detail.event_name | is an object
          IVS Stream State Change    | {"stream_id": 5}                       | detail.stream_id  | is a number
          IVS Limit Breach           | {"limit_value": "10"}                  | detail.limit_value | is text
          IVS Limit Breach           | {"limit_value": 1.5e18}                | detail.limit_value | is a fraction or too large
          IVS Limit Breach           | {"limit_value": 1e-999999999}          | detail.limit_value | is a fraction or too large
          IVS Limit Breach           | {"exceeded_by": 9223372036854775808}   | detail.exceeded_by | is a fraction or too large
          IVS Recording State Change | {"recording_duration_ms": 1e999999999} | detail.recording_duration_ms | is a fraction or too large
          IVS Recording State Change | {"recording_session_stream_ids": [[]]} | detail.recording_session_stream_ids | contains another type
          IVS Stage Update           | {"event_time": "yesterday"}            | detail.event_time | is not a time
          """)
  void parse_invalidDetail_namesTheField(String type, String detail, String field, String problem) {
    assertRejected(json(type, "", NOW, detail), field, problem);
  }

  @Test
  void parse_tooLarge_isRejectedBeforeReading() {
    String large = "{\"x\": \"" + "x".repeat(IvsEvent.MAX_LENGTH) + "\"}";

    assertRejected(large, "event", "is longer");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> IvsEvent.read(new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
        .withMessage("event: is longer (must be at most 1048576 bytes)");
  }

  @Test
  void parse_tooDeep_isRejected() {
    assertRejected("{\"x\":" + "[".repeat(100_000), "event", "is deeper");
    assertRejected("{\"x\":".repeat(33), "event", "is deeper");
    assertThat(
            IvsEvent.parse(json("X", "", NOW, "{\"x\":" + "[".repeat(30) + "]".repeat(30) + "}"))
                .header()
                .detail())
        .containsKey("x");
  }

  @Test
  void parse_tooLongNumber_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> IvsEvent.parse("{\"x\": " + "1".repeat(100_000) + "}"))
        .satisfies(e -> assertThat(e.problem()).startsWith("is malformed"));
  }

  @Test
  void parse_otherEncoding_isRejected() {
    String json = json("IVS Stage Update", "", NOW, "{\"x\": \"é\"}");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> IvsEvent.parse(json.getBytes(StandardCharsets.ISO_8859_1)))
        .withMessage("event: is not UTF-8 (must be JSON in UTF-8)");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> IvsEvent.parse(json.getBytes(StandardCharsets.UTF_16)));
  }
}
