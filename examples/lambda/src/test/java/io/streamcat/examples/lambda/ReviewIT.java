package io.streamcat.examples.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.lambda.RuntimeApi.Answer;
import io.streamcat.testing.Guarantee;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the packaged function that reviews chat messages. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"},
    disabledReason = "the runtime interface client has native code only for these platforms")
@Guarantee("CHAT-04")
class ReviewIT {

  @TempDir private static Path directory;

  private static ExecutionEnvironment function;

  @BeforeAll
  static void start() {
    function =
        start(
            Map.of(
                "STREAMCAT_MASKED_WORDS", "spoiler, plot twist",
                "STREAMCAT_ALLOWED_HOSTS", "example.com"));
  }

  private static ExecutionEnvironment start(Map<String, String> variables) {
    return ExecutionEnvironment.start(Packaged.REVIEW, directory, variables);
  }

  @AfterAll
  static void stop() {
    function.close();
  }

  private static String message(String content) {
    return """
        {"Content": "%s", "MessageId": "AYk6xKitV4On", "Attributes": {"mood": "good"},
         "RoomArn": "arn:aws:ivschat:us-east-1:123456789012:room/AbCdef1G2hij",
         "Sender": {"UserId": "todd", "Ip": "192.0.2.1", "Attributes": {"role": "CHATTER"}}}"""
        .formatted(content);
  }

  private static String review(String content) {
    Answer answer = function.invoke(message(content));
    assertThat(answer.isError()).as(answer.body()).isFalse();
    return answer.body();
  }

  @Test
  void message_harmless_isAllowedUnchanged() {
    assertThat(review("Hé, watch https://www.example.com/live"))
        .isEqualTo(
            """
            {"ReviewResult":"ALLOW","Content":"Hé, watch https://www.example.com/live",\
            "Attributes":{"mood":"good"}}""");
  }

  @Test
  void message_withLink_isDeniedWithReason() {
    assertThat(review("free money at evil.example")).contains("\"ReviewResult\":\"ALLOW\"");
    assertThat(review("free money at evil.com"))
        .isEqualTo(
            """
            {"ReviewResult":"DENY","Content":"free money at evil.com",\
            "Attributes":{"Reason":"links are not allowed here"}}""");
  }

  @Test
  void words_packagedAndConfigured_areMasked() {
    assertThat(review("You 1di0t, that plot twist!"))
        .isEqualTo(
            """
            {"ReviewResult":"ALLOW","Content":"You *****, that **** *****!",\
            "Attributes":{"mood":"good"}}""");
  }

  @Test
  void malformedInput_anyKind_failsWithoutBeingQuoted() {
    for (String malformed :
        new String[] {"{\"Content\": se-cret}", "{\"Content\": [\"se-cret\"]}"}) {
      Answer answer = function.invoke(malformed);

      assertThat(answer.isError()).isTrue();
      assertThat(answer.body()).contains("InvalidInputException").doesNotContain("se-cret");
    }
    assertThat(function.log()).doesNotContain("se-cret");
    assertThat(review("still there")).contains("ALLOW");
  }

  @Test
  void answers_manyMessages_areInTime() {
    assertThat(Stream.generate(() -> function.invoke(message("Hello wörld"))).limit(21))
        .extracting(Answer::taken)
        .filteredOn(taken -> taken.compareTo(Duration.ofMillis(200)) < 0)
        .as("of 21 answers, on a machine that may be busy")
        .hasSizeGreaterThan(10);
  }

  @Test
  void init_unknownFallback_isNamed() {
    try (ExecutionEnvironment wrong = start(Map.of("STREAMCAT_REVIEW_FALLBACK", "MAYBE"))) {
      assertThat(wrong.awaitInitError())
          .contains("STREAMCAT_REVIEW_FALLBACK: is 'MAYBE' (must be ALLOW or DENY)");
    }
  }
}
