package io.streamcat.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.streamcat.exception.InvalidInputException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events inside the messages of other services. */
class WrappedEventTest {

  private static final String EVENT =
      SampleEvents.stream("Stream Start", "st-1", Instant.parse("2026-11-29T12:00:00Z")).toJson();

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  private static String sns(String event) {
    return """
        {"Type": "Notification", "MessageId": "1", "TopicArn": "arn:aws:sns:us-east-1:1:events",
         "Message": %s, "Timestamp": "2026-11-29T12:00:01Z", "SignatureVersion": "1"}"""
        .formatted(quoted(event));
  }

  private static String sqs(String body) {
    return """
        {"messageId": "1", "receiptHandle": "r", "body": %s, "attributes": {},
         "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:us-east-1:1:events"}"""
        .formatted(quoted(body));
  }

  @Test
  void parse_eventInAnotherMessage_isUnwrapped() {
    IvsEvent event = IvsEvent.parse(EVENT);

    assertThat(IvsEvent.parse(sns(EVENT))).isEqualTo(event);
    assertThat(IvsEvent.parse(sqs(EVENT))).isEqualTo(event);
    assertThat(IvsEvent.parse(sqs(sns(EVENT)))).isEqualTo(event);
    assertThat(IvsEvent.parse("{\"Records\": [" + sqs(sns(EVENT)) + "]}")).isEqualTo(event);
    assertThat(IvsEvent.parse(sns(EVENT)).toJson()).isEqualTo(EVENT);
  }

  @Test
  void parse_tooManyWrappers_isRejected() {
    assertRejected(sqs(sqs(sqs(sqs(EVENT)))), "is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"TopicArn": "a", "Type": "SubscriptionConfirmation", "Token": "secret"} | is a message of SNS that contains no event: SubscriptionConfirmation
          {"TopicArn": "a", "Type": "secret", "Message": "m"} | is a message of SNS that contains no event: another type
          {"Records": [{"body": "{}"}, {"body": "{}"}]} | is a batch of 2 records, as Lambda receives it from SQS; pass the body of each record
          {"event_name": "Stream Start", "stream_id": "secret"} | is only the detail of an event; remove the input path or input transformer of the EventBridge target, or the target parameters of the pipe
          {"recording_status": "Recording End"} | is only the detail of an event; remove the input path or input transformer of the EventBridge target, or the target parameters of the pipe
          {"TopicArn": "a", "Type": "Notification", "Message": "Hello"} | is malformed at line 1, column 1
          {"message": "transformed", "stream": "secret"} | is missing
          """)
  void parse_wrapperWithoutAnEvent_isRejectedByItsName(String json, String problem) {
    assertRejected(json, problem);
  }

  private static void assertRejected(String json, String problem) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> IvsEvent.parse(json))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
        .withMessageNotContaining("secret");
  }
}
