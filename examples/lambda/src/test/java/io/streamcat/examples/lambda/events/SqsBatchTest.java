package io.streamcat.examples.lambda.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.examples.lambda.events.SqsBatch.Message;
import io.streamcat.exception.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests of the distinction between batches and events, and of the response to Lambda. */
class SqsBatchTest {

  private static Optional<SqsBatch> read(String json) throws IOException {
    return SqsBatch.read(json.getBytes(UTF_8));
  }

  @Test
  void read_batchWithNestedNames_returnsMessages() throws IOException {
    assertThat(
            read(
                """
                {"Other": {"Records": [1]}, "Records": [
                  {"attributes": {"body": "not this"}, "body": "{\\"a\\": \\"b\\"}", "messageId": "1"},
                  {"messageId": "2", "body": ""}]}"""))
        .contains(new SqsBatch(List.of(new Message("1", "{\"a\": \"b\"}"), new Message("2", ""))));
  }

  @Test
  void read_otherInput_returnsEmpty() throws IOException {
    for (String other :
        List.of(
            "", "null", "[]", "{}", "{\"Records\": 1}", "{\"detail\": {\"Records\": []}}", "{")) {
      assertThat(read(other)).as(other).isEmpty();
    }
  }

  @Test
  void read_recordsWithoutMessages_isRejected() {
    for (String record :
        List.of("{\"messageId\": \"1\"}", "{\"body\": \"\"}", "{\"body\": null}")) {
      assertThatExceptionOfType(InvalidInputException.class)
          .as(record)
          .isThrownBy(() -> read("{\"Records\": [" + record + "]}"))
          .withMessageEndingWith("is missing (must be that of an SQS message)");
    }
  }

  @Test
  void writeFailures_ids_hasLambdaFormat() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    SqsBatch.writeFailures(List.of("1", "\"2\""), answer);

    assertThat(answer.toString(UTF_8))
        .isEqualTo(
            """
            {"batchItemFailures":[{"itemIdentifier":"1"},{"itemIdentifier":"\\"2\\""}]}""");
  }
}
