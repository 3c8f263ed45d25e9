package io.streamcat.moderation;

import static io.streamcat.moderation.Messages.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.moderation.MessageReviewRequest.Sender;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewJsonTest {

  private static final String REQUEST =
      """
      {"Content": "Grüße \\"😀\\"", "MessageId": "ABCDEFabcdef", "RoomArn": "arn:room",
       "Attributes": {"color": "red", "none": null},
       "Sender": {"UserId": "alice", "Ip": "192.0.2.1", "Attributes": {"role": "chatter"}, "New": [1, {"a": 2}]},
       "Unknown": {"deep": [{"er": true}]}}
      """;
  private static final MessageReviewRequest READ =
      new MessageReviewRequest(
          "Grüße \"😀\"",
          "ABCDEFabcdef",
          "arn:room",
          Map.of("color", "red", "none", ""),
          new Sender("alice", "192.0.2.1", Map.of("role", "chatter")));

  @Test
  void parse_textBytesOrStream_readsTheRequest() {
    assertThat(MessageReviewRequest.parse(REQUEST)).isEqualTo(READ);
    assertThat(MessageReviewRequest.parse(REQUEST.getBytes(UTF_8))).isEqualTo(READ);
    assertThat(MessageReviewRequest.read(new ByteArrayInputStream(REQUEST.getBytes(UTF_8))))
        .isEqualTo(READ);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Content\": null, \"Attributes\": null, \"Sender\": null}",
        "{\"Sender\": {\"UserId\": null, \"Attributes\": null}}"
      })
  void parse_missingMembers_areEmpty(String json) {
    assertThat(MessageReviewRequest.parse(json))
        .isEqualTo(new MessageReviewRequest("", "", "", Map.of(), new Sender("", "", Map.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Content": 1}                           | Content                | is a number
          {"Content": {}}                          | Content                | is an object
          {"MessageId": true}                      | MessageId              | is true or false
          {"RoomArn": []}                          | RoomArn                | is a list
          {"Attributes": "x"}                      | Attributes             | is text
          {"Attributes": {"a": {}}}                | Attributes.a           | is an object
          {"Sender": []}                           | Sender                 | is a list
          {"Sender": {"UserId": 5}}                | Sender.UserId          | is a number
          {"Sender": {"Attributes": {"a": 1}}}     | Sender.Attributes.a    | is a number
          []                                       | message review request | is a list
          null                                     | message review request | is null
          ``                                       | message review request | is empty
          {} {}                                    | message review request | has content after its end
          {"Content": secret}                      | message review request | is malformed at line 1, column 13
          {"Content"                               | message review request | is malformed at line 1, column 11
          {"Content":                              | message review request | is malformed at line 1, column 12
          {"Content": "a                           | message review request | is malformed at line 1, column 15
          {"Content": "a",}                        | message review request | is malformed at line 1, column 17
          {"Sender": {                             | message review request | is malformed at line 1, column 13
          """)
  void parse_invalidRequest_namesFieldAndPlace(String json, String field, String problem) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> MessageReviewRequest.parse(json))
        .satisfies(e -> assertThat(e.field()).isEqualTo(field))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
        .satisfies(e -> assertThat(e).hasMessageNotContaining("secret").hasNoCause());
  }

  @Test
  void parse_deepNesting_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> MessageReviewRequest.parse("{\"x\":" + "[".repeat(100_000)))
        .satisfies(e -> assertThat(e.problem()).startsWith("is malformed"));
  }

  @Test
  void parse_otherEncoding_isRejected() {
    byte[] json = {'{', '"', 'C', (byte) 0xff, '"', ':', '1', '}'};

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> MessageReviewRequest.parse(json));
  }

  @Test
  void read_failingStream_isNotInvalidInput() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> MessageReviewRequest.read(broken));
  }

  @Test
  void toJson_allow_repeatsTheMessage() {
    assertThat(ReviewResult.allow().toJson(message("hé \"x\"")))
        .isEqualTo(
            "{\"ReviewResult\":\"ALLOW\",\"Content\":\"hé"
                + " \\\"x\\\"\",\"Attributes\":{\"color\":\"red\"}}");
  }

  @Test
  void toJson_rewrite_containsTheNewMessage() {
    assertThat(new ReviewResult.Rewrite("y", Map.of("k", "v")).toJson(message("x")))
        .isEqualTo("{\"ReviewResult\":\"ALLOW\",\"Content\":\"y\",\"Attributes\":{\"k\":\"v\"}}");
  }

  @Test
  void toJson_deny_containsTheReason() {
    assertThat(ReviewResult.deny("rude").toJson(message("x")))
        .isEqualTo(
            "{\"ReviewResult\":\"DENY\",\"Content\":\"x\",\"Attributes\":{\"Reason\":\"rude\"}}");
  }

  @Test
  void function_validRequest_writesTheResult() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();

    MessageReviewFunction.create(r -> ReviewResult.rewrite(r, r.content() + "é"))
        .handle(new ByteArrayInputStream("{\"Content\":\"a\"}".getBytes(UTF_8)), output);

    assertThat(output.toString(UTF_8))
        .isEqualTo("{\"ReviewResult\":\"ALLOW\",\"Content\":\"aé\",\"Attributes\":{}}");
  }
}
