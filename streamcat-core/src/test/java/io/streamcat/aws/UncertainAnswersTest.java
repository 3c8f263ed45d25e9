package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.realtime.StageSettings;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptedHttp;
import io.streamcat.testing.InterceptedHttp.Interception;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures and answers that do not come from AWS. */
@Guarantee({"AWS-03", "AWS-05"})
class UncertainAnswersTest {

  private static final String PAGE = "<html>\n" + "<p>Please log in</p>\n".repeat(500) + "</html>";

  private final EmulatedAws aws = new EmulatedAws();

  @AfterEach
  void close() {
    aws.close();
  }

  private StreamCatBuilder through(InterceptedHttp http) {
    return aws.streamCat().aws(a -> a.httpClient(http));
  }

  static Stream<Arguments> lostAnswers() {
    return Stream.of(
        Arguments.of("an answer without a channel", answered(200, "{}")),
        Arguments.of("an empty answer", answered(200, "")),
        Arguments.of("a channel without an ARN", answered(200, "{\"channel\": {}}")),
        Arguments.of("a captive portal", answered(200, PAGE)),
        Arguments.of("a proxy that wants a password", answered(407, PAGE)),
        Arguments.of("a redirection", answered(302, "")),
        Arguments.of("a bad request of no known name", answered(400, PAGE)),
        Arguments.of(
            "an unchecked exception",
            thrown(new UncheckedIOException(new InterruptedIOException("read")))),
        Arguments.of("a client that was closed", thrown(new IllegalStateException("closed"))),
        Arguments.of(
            "a read that timed out", thrown(new SocketTimeoutException("Read timed out"))));
  }

  private static Interception answered(int status, String body) {
    return (request, send) -> {
      send.call();
      return InterceptedHttp.response(status, body, "Content-Type", "application/json");
    };
  }

  private static Interception thrown(Exception e) {
    return (request, send) -> {
      send.call();
      throw e;
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lostAnswers")
  void create_answerIsNotFromAws_isFoundAndNotSentAgain(String name, Interception lost) {
    try (InterceptedHttp http = InterceptedHttp.next("CreateChannel", 1, lost);
        StreamCat streamcat = through(http).build()) {
      Channel created = streamcat.channelService().create("todd", ChannelSettings.defaults());

      assertThat(created.streamKey()).isNotNull();
      assertThat(aws.existing("channel"))
          .extracting(channel -> channel.arn())
          .containsExactly(created.arn());
      assertThat(aws.calls("CreateChannel")).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lostAnswers")
  void read_answerIsNotFromAws_isRepeated(String name, Interception lost) {
    try (InterceptedHttp http = InterceptedHttp.next("GetChannel", 2, lost);
        StreamCat streamcat = through(http).build()) {
      Channel created = streamcat.channelService().create("todd", ChannelSettings.defaults());

      assertThat(streamcat.channelService().get(created.arn())).contains(created);
      assertThat(aws.calls("GetChannel")).isEqualTo(3);
    }
  }

  @Test
  void create_neitherSentNorAnswered_isSentAgain() {
    Interception closed =
        (request, send) -> {
          throw new IllegalStateException("closed");
        };
    try (InterceptedHttp http = InterceptedHttp.next("CreateRoom", 1, closed);
        StreamCat streamcat = through(http).build()) {
      streamcat.chatRoomService().create("todd", ChatRoomSettings.defaults());

      assertThat(aws.calls("CreateRoom")).isEqualTo(1);
      assertThat(aws.calls("ListRooms")).isPositive();
    }
  }

  @Test
  void create_answersWithoutARoomOrStage_areFound() {
    try (InterceptedHttp http =
            new InterceptedHttp(
                (request, send) -> {
                  var answer = send.call();
                  return request.encodedPath().startsWith("/Create")
                      ? InterceptedHttp.response(200, "{}")
                      : answer;
                });
        StreamCat streamcat = through(http).build()) {
      streamcat.chatRoomService().create("todd", ChatRoomSettings.defaults());
      streamcat.realTimeService().create("todd", StageSettings.defaults());

      assertThat(aws.existing("room")).hasSize(1);
      assertThat(aws.existing("stage")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ListChannels", "ListRooms", "ListStages", "ListStreams", "ListStreamKeys"})
  void list_answerWithoutAList_isNotAnEmptyList(String operation) {
    Interception empty = (request, send) -> InterceptedHttp.response(200, "{}");
    try (InterceptedHttp http = InterceptedHttp.next(operation, 1, empty);
        StreamCat streamcat = through(http).build()) {
      Channel channel = streamcat.channelService().create("todd", ChannelSettings.defaults());
      streamcat.chatRoomService().create("todd", ChatRoomSettings.defaults());
      streamcat.realTimeService().create("todd", StageSettings.defaults());
      aws.emulator().startStream(channel.arn());

      assertThat(streamcat.channelService().find("todd", Map.of())).containsExactly(channel);
      assertThat(streamcat.chatRoomService().list()).hasSize(1);
      assertThat(streamcat.realTimeService().find("todd", Map.of())).hasSize(1);
      assertThat(streamcat.channelService().liveStreams()).hasSize(1);
    }
  }

  @Test
  void isLive_answerWithoutAStream_isRepeated() {
    Interception empty = (request, send) -> InterceptedHttp.response(200, "{}");
    try (InterceptedHttp http = InterceptedHttp.next("GetStream", 1, empty);
        StreamCat streamcat = through(http).build()) {
      Channel channel = streamcat.channelService().create("todd", ChannelSettings.defaults());

      assertThat(streamcat.channelService().isLive(channel.arn())).isFalse();
    }
  }

  @Test
  void sendEvent_answerWithoutAnId_isAnUnknownOutcome() {
    Interception empty = (request, send) -> InterceptedHttp.response(200, "{}");
    try (InterceptedHttp http = InterceptedHttp.next("SendEvent", 1, empty);
        StreamCat streamcat = through(http).build()) {
      String room = streamcat.chatRoomService().create("todd", ChatRoomSettings.defaults()).arn();

      assertThatExceptionOfType(OutcomeUnknownException.class)
          .isThrownBy(() -> streamcat.chatRoomService().sendEvent(room, "invite", Map.of()))
          .withMessageContaining("the answer has no id");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 407, 502})
  void read_captivePortalPermanently_failsWithAShortOneLineMessage(int status) {
    try (InterceptedHttp http =
            new InterceptedHttp((request, send) -> InterceptedHttp.response(status, PAGE));
        StreamCat streamcat = through(http).build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(
              () ->
                  streamcat
                      .channelService()
                      .isLive("arn:aws:ivs:us-east-1:123456789012:channel/abcdefABCDEF"))
          .satisfies(
              e -> {
                assertThat(e.retryable()).isTrue();
                assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(500);
              });
    }
  }

  /**
   * An exception with the name of one of Apache's client, which may be absent from the class path.
   */
  private static final class ConnectTimeoutException extends InterruptedIOException {
    private static final long serialVersionUID = 1L;
  }

  static Stream<Arguments> neverConnected() {
    return Stream.of(
        Arguments.of(new SocketTimeoutException("Connect timed out")),
        Arguments.of(new SocketTimeoutException("connect timed out")),
        Arguments.of(new HttpConnectTimeoutException("HTTP connect timed out")),
        Arguments.of(new UncheckedIOException(new ConnectTimeoutException())),
        Arguments.of(new SSLHandshakeException("unable to find valid certification path")));
  }

  @ParameterizedTest
  @MethodSource("neverConnected")
  void create_connectionFailsOnce_isRepeatedWithoutLookUp(Exception failure) {
    Interception unreachable =
        (request, send) -> {
          throw failure;
        };
    try (InterceptedHttp http = InterceptedHttp.next("CreateStage", 2, unreachable);
        StreamCat streamcat = through(http).build()) {
      streamcat.realTimeService().create("todd", StageSettings.defaults());

      assertThat(aws.calls("CreateStage")).isEqualTo(1);
      assertThat(aws.calls("ListStages")).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("neverConnected")
  void create_connectionAlwaysFails_hasCertainlyNotHappened(Exception failure) {
    try (InterceptedHttp http =
            new InterceptedHttp(
                (request, send) -> {
                  throw failure;
                });
        StreamCat streamcat = through(http).build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> streamcat.realTimeService().create("todd", StageSettings.defaults()))
          .isNotInstanceOf(OutcomeUnknownException.class)
          .satisfies(e -> assertThat(e.retryable()).isTrue());
    }
  }

  /** An exception of a look-up leaves the outcome of the create open. */
  @Test
  void create_lookUpThrowsAnyOtherException_outcomeIsUnknown() {
    AwsCalls calls = AwsCalls.create(CallSettings.defaults());

    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(
            () ->
                calls.create(
                    new Operation("ivs", "CreateChannel", "todd"),
                    calls.deadline(),
                    override -> {
                      throw new UncheckedIOException(new InterruptedIOException("read"));
                    },
                    deadline -> {
                      throw new InvalidInputException("tags", "readable", "are not");
                    },
                    found -> true));
  }
}
