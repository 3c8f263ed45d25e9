package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptedHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Failures before a request is sent, or because of the time of its signature. */
@Guarantee({"AWS-05", "AWS-06", "AWS-07"})
class UnsentRequestsTest {

  private static final DateTimeFormatter SIGNED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final EmulatedAws aws = new EmulatedAws();

  @AfterEach
  void close() {
    SdkGlobalTime.setGlobalTimeOffset(0);
    aws.close();
  }

  private static RuntimeException tokenService(int status, String code) {
    return AwsServiceException.builder()
        .message(code + " of the token service")
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
        .build();
  }

  /** Credentials whose first resolutions fail. */
  private static AwsCredentialsProvider failing(int times, IntFunction<RuntimeException> failure) {
    AtomicInteger asked = new AtomicInteger();
    return () -> {
      int time = asked.getAndIncrement();
      if (time < times) {
        throw failure.apply(time);
      }
      return EmulatedAws.credentials().resolveCredentials();
    };
  }

  @ParameterizedTest
  @CsvSource({"500, InternalFailure", "503, ServiceUnavailable", "429, Throttling"})
  void create_credentialsFailTemporarily_isRepeatedWithoutLookUp(int status, String code) {
    try (StreamCat streamcat =
        aws.streamCat()
            .aws(a -> a.credentialsProvider(failing(3, time -> tokenService(status, code))))
            .build()) {
      streamcat.channelService().create("todd", ChannelSettings.defaults());
    }

    assertThat(aws.calls("CreateChannel")).isEqualTo(1);
    assertThat(aws.calls("ListChannels")).isZero();
  }

  @Test
  void create_credentialsFailPermanently_hasCertainlyNotHappened() {
    try (StreamCat streamcat =
        aws.streamCat()
            .aws(
                a ->
                    a.credentialsProvider(
                        failing(1_000_000, time -> tokenService(503, "Unavailable"))))
            .build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> streamcat.channelService().create("todd", ChannelSettings.defaults()))
          .isNotInstanceOf(OutcomeUnknownException.class)
          .satisfies(
              e -> {
                assertThat(e.retryable()).isTrue();
                assertThat(e.statusCode()).as("it is not that of IVS").isZero();
              });
    }
  }

  /** Checks the message of the SDK's source for web identity without its module. */
  @Test
  void create_moduleOfTheCredentialsMissing_isNamed() {
    assertThat(
            failureOf(
                () ->
                    WebIdentityTokenFileCredentialsProvider.builder()
                        .roleArn("arn:aws:iam::111122223333:role/r")
                        .webIdentityTokenFile(Path.of("token"))
                        .build()
                        .resolveCredentials()))
        .endsWith("the credentials need software.amazon.awssdk:sts on the class path");
  }

  /** Checks the message in the form in which the SDK's chain collects those of its sources. */
  @Test
  void create_modulesOfAChainMissing_areNamedOnce() {
    RuntimeException failure =
        SdkClientException.create(
            "Unable to load credentials from any of the providers in the chain: [A: To use web"
                + " identity tokens, the 'sts' service module must be on the class path., B: To use"
                + " Sso related properties in the 'x' profile, the 'sso' service module must be on"
                + " the class path., C: To use assumed roles in the 'x' profile, the 'sts' service"
                + " module must be on the class path.]");

    assertThat(failureOf(failing(1, time -> failure)))
        .endsWith(
            "the credentials need software.amazon.awssdk:sts and software.amazon.awssdk:sso on the"
                + " class path");
  }

  @Test
  void create_noSourceHasCredentials_namesThePlaces() {
    RuntimeException failure =
        SdkClientException.create(
            "Unable to load credentials from any of the providers in the chain ProviderChain(…");

    assertThat(failureOf(failing(1, time -> failure)))
        .contains(" failed: no credentials were found: set StreamCat.builder()")
        .doesNotContain("ProviderChain");
  }

  private String failureOf(AwsCredentialsProvider credentials) {
    try (StreamCat streamcat =
        aws.streamCat().aws(a -> a.credentialsProvider(credentials)).build()) {
      return assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> streamcat.channelService().create("todd", ChannelSettings.defaults()))
          .actual()
          .getMessage();
    }
  }

  @Test
  void create_credentialsServiceRejects_failsImmediatelyAndNotAsAnAnswerOfIvs() {
    Instant start = aws.time().instant();
    try (StreamCat streamcat =
        aws.streamCat()
            .aws(
                a ->
                    a.credentialsProvider(
                        failing(1, time -> tokenService(403, "AccessDeniedException"))))
            .build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> streamcat.channelService().create("todd", ChannelSettings.defaults()))
          .isNotInstanceOf(AccessDeniedException.class)
          .withMessageContaining("AccessDeniedException of the token service")
          .satisfies(e -> assertThat(e.retryable()).isFalse());
    }
    assertThat(aws.time().instant()).isEqualTo(start);
  }

  @Test
  void create_credentialsTakeLongerThanTheDeadline_sendsNothing() {
    AwsCredentialsProvider slow =
        () -> {
          aws.time().advance(Duration.ofHours(1));
          return EmulatedAws.credentials().resolveCredentials();
        };
    try (StreamCat streamcat = aws.streamCat().aws(a -> a.credentialsProvider(slow)).build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> streamcat.channelService().create("todd", ChannelSettings.defaults()))
          .isNotInstanceOf(OutcomeUnknownException.class)
          .withMessageContaining("it was not sent: its deadline has passed")
          .satisfies(e -> assertThat(e.retryable()).isTrue());
    }
    assertThat(aws.emulator().requests()).isEmpty();
  }

  @Test
  void create_serverStallsPastTheDeadline_sendsNothing() {
    String arn = aws.create("CreateChannel", "{\"name\": \"todd\"}");
    try (StreamCat streamcat = aws.streamCat().build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(
              () ->
                  CallScope.withDeadline(
                      aws.time().instant().minusSeconds(1),
                      () -> streamcat.channelService().update(arn, ChannelSettings.streamCat())))
          .withMessageContaining("it was not sent: its deadline has passed");
    }
    assertThat(aws.calls("UpdateChannel")).isZero();
  }

  /** AWS whose clock is ahead of this machine's. */
  private InterceptedHttp ahead(Duration skew, String code, AtomicInteger refused) {
    return new InterceptedHttp(
        (request, send) -> {
          Instant now = Instant.now().plus(skew);
          if (Duration.between(signedAt(request), now).abs().toMinutes() < 5) {
            return send.call();
          }
          refused.incrementAndGet();
          return refusal(code, now);
        });
  }

  private static Instant signedAt(SdkHttpRequest request) {
    return SIGNED.parse(request.firstMatchingHeader("X-Amz-Date").orElseThrow(), Instant::from);
  }

  private static HttpExecuteResponse refusal(String code, Instant now) {
    return InterceptedHttp.response(
        403,
        "{\"message\": \"Signature expired\"}",
        "x-amzn-ErrorType",
        code,
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "RequestExpired",
        "RequestTimeTooSkewed"
      })
  void create_clockAnHourOff_succeedsAndLaterCreatesAreNotRejected(String code) {
    AtomicInteger refused = new AtomicInteger();
    try (InterceptedHttp http = ahead(Duration.ofHours(1), code, refused);
        StreamCat streamcat = aws.streamCat().aws(a -> a.httpClient(http)).build()) {
      streamcat.channelService().create("one", ChannelSettings.defaults());
      streamcat.channelService().create("two", ChannelSettings.defaults());
    }

    assertThat(refused).hasValue(1);
    assertThat(aws.existing("channel")).hasSize(2);
    assertThat(aws.calls("ListChannels")).isZero();
  }

  @Test
  void create_clockIsNeverCorrected_failsEarlyAndNamesTheClock() {
    AtomicInteger refused = new AtomicInteger();
    try (InterceptedHttp http =
            new InterceptedHttp(
                (request, send) -> {
                  Instant later = Instant.now().plus(Duration.ofHours(refused.incrementAndGet()));
                  return refusal("InvalidSignatureException", later);
                });
        StreamCat streamcat = aws.streamCat().aws(a -> a.httpClient(http)).build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> streamcat.channelService().create("todd", ChannelSettings.defaults()))
          .isNotInstanceOf(OutcomeUnknownException.class)
          .withMessageContaining("this machine's clock differs");
    }
    assertThat(refused).hasValueLessThan(5);
  }

  @Test
  void create_wrongSecretKey_failsImmediately() {
    AtomicInteger refused = new AtomicInteger();
    try (InterceptedHttp http =
            new InterceptedHttp(
                (request, send) -> {
                  refused.incrementAndGet();
                  return refusal("InvalidSignatureException", Instant.now());
                });
        StreamCat streamcat = aws.streamCat().aws(a -> a.httpClient(http)).build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> streamcat.channelService().create("todd", ChannelSettings.defaults()))
          .satisfies(e -> assertThat(e.retryable()).isFalse());
    }
    assertThat(refused).hasValue(1);
  }

  @Test
  void create_threadInterruptedBefore_isNotSentAndStaysInterrupted() {
    try (StreamCat streamcat = aws.streamCat().build()) {
      Thread.currentThread().interrupt();

      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> streamcat.channelService().create("todd", ChannelSettings.defaults()))
          .isNotInstanceOf(OutcomeUnknownException.class)
          .withMessageContaining("it was not sent: the thread was interrupted")
          .satisfies(e -> assertThat(e.retryable()).isTrue());
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(aws.emulator().requests()).isEmpty();
  }

  @Test
  void create_interruptedWhileWaitingForItsTurn_isNotSent() {
    CallLimiter busy =
        (call, longestWait) -> {
          Thread.currentThread().interrupt();
          return CallLimiter.Turn.granted(Duration.ofSeconds(1));
        };
    try (StreamCat streamcat = aws.streamCat().aws(a -> a.callLimiter(busy)).build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> streamcat.channelService().create("todd", ChannelSettings.defaults()))
          .isNotInstanceOf(ThrottledException.class)
          .withMessageContaining("the thread was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(aws.emulator().requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DeleteStage", "DeleteChannel"})
  void delete_interruptedBetweenAttempts_endsImmediately(String operation) {
    aws.emulator().faults().add(FaultRule.error(operation, "ConflictException").times(0));
    try (StreamCat streamcat =
        aws.streamCat()
            .sleeper(
                duration -> {
                  throw new InterruptedException();
                })
            .build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(
              () -> {
                if (operation.equals("DeleteStage")) {
                  streamcat.realTimeService().delete("arn:aws:ivs:us-east-1:1:stage/a");
                } else {
                  streamcat.channelService().delete("arn:aws:ivs:us-east-1:1:channel/a");
                }
              });
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(aws.calls(operation)).isEqualTo(1);
  }

  @Test
  void create_limiterThrows_succeeds() {
    AtomicInteger asked = new AtomicInteger();
    CallLimiter away =
        (call, longestWait) -> {
          if (asked.incrementAndGet() % 2 == 1) {
            throw SdkClientException.create("its store is away");
          }
          return CallLimiter.Turn.granted(Duration.ZERO);
        };
    try (StreamCat streamcat = aws.streamCat().aws(a -> a.callLimiter(away)).build()) {
      for (int i = 0; i < 4; i++) {
        streamcat.channelService().create("todd", ChannelSettings.defaults());
        aws.time().advance(Duration.ofSeconds(1));
      }
    }

    assertThat(asked).hasValue(4);
    assertThat(aws.existing("channel")).hasSize(4);
  }

  @Test
  void all_oneListenerThrows_notifiesTheOthers() {
    AtomicInteger notified = new AtomicInteger();
    CallListener broken =
        new CallListener() {
          @Override
          public void onRepeat(Operation operation) {
            throw new IllegalStateException("broken");
          }
        };
    CallListener counting =
        new CallListener() {
          @Override
          public void onRepeat(Operation operation) {
            notified.incrementAndGet();
          }
        };
    aws.emulator().faults().add(FaultRule.throttle("CreateChannel"));
    try (StreamCat streamcat =
        aws.streamCat()
            .aws(a -> a.callListener(CallListener.all(List.of(broken, counting))))
            .build()) {
      streamcat.channelService().create("todd", ChannelSettings.defaults());
    }

    assertThat(notified).hasValue(1);
  }
}
