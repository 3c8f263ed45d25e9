package io.streamcat;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.internal.AwsClients;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.emulator.PresentedToken;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.operations.BanList;
import io.streamcat.playback.PlaybackToken;
import io.streamcat.playback.PlaybackTokenRequest;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageRole;
import io.streamcat.repository.UserRepository;
import io.streamcat.signing.SigningKey;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

@Guarantee("AWS-13")
class StreamCatBuilderTest {

  private final EmulatedAws aws = new EmulatedAws();

  @AfterEach
  void close() {
    aws.close();
  }

  /** An HTTP client that counts its requests and its closings. */
  private static final class CountingHttpClient implements SdkHttpClient {

    private final SdkHttpClient target = UrlConnectionHttpClient.create();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      requests.incrementAndGet();
      return target.prepareRequest(request);
    }

    @Override
    public void close() {
      closes.incrementAndGet();
      target.close();
    }
  }

  @Test
  void httpClient_set_reachesEveryClientAndIsNotClosed() {
    CountingHttpClient http = new CountingHttpClient();
    try (StreamCat streamcat = aws.streamCat().aws(a -> a.httpClient(http)).build()) {
      streamcat.users().provision(NewUser.of("todd", PASSWORD));
    }
    assertThat(http.requests).hasValue(3);
    assertThat(http.closes).hasValue(0);
    http.close();
  }

  @Test
  void decorators_several_receiveThePreviousResult() {
    List<UserProvisioner> given = new ArrayList<>();
    List<UserProvisioner> returned = new ArrayList<>();
    UnaryOperator<UserProvisioner> decorator =
        users -> {
          given.add(users);
          UserProvisioner other = otherProvisioner();
          returned.add(other);
          return other;
        };

    try (StreamCat streamcat =
        aws.streamCat().users(u -> u.decorator(decorator).decorator(decorator)).build()) {
      assertThat(given.get(1)).isSameAs(returned.get(0));
      assertThat(streamcat.users()).isSameAs(returned.get(1));
    }
  }

  private static UserProvisioner otherProvisioner() {
    return (UserProvisioner)
        Proxy.newProxyInstance(
            UserProvisioner.class.getClassLoader(),
            new Class<?>[] {UserProvisioner.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> "other";
                });
  }

  @Test
  void clients_ofTheCaller_areUsedAndNotClosed() {
    CountingHttpClient http = new CountingHttpClient();
    AtomicInteger closes = new AtomicInteger();
    IvsClient ivs =
        countingCloses(IvsClient.class, configured(IvsClient.builder(), http).build(), closes);
    IvschatClient chat =
        countingCloses(
            IvschatClient.class, configured(IvschatClient.builder(), http).build(), closes);
    IvsRealTimeClient realTime =
        countingCloses(
            IvsRealTimeClient.class, configured(IvsRealTimeClient.builder(), http).build(), closes);
    try (StreamCat streamcat =
        StreamCat.builder()
            .users(u -> u.passwordHasher(EmulatedAws.CHEAP))
            .aws(a -> a.ivsClient(ivs).ivschatClient(chat).ivsRealTimeClient(realTime))
            .build()) {
      Invariants.exactlyOneOfEach(aws, streamcat.users().provision(NewUser.of("todd", PASSWORD)));
    }
    assertThat(http.requests).hasValue(3);
    assertThat(closes).hasValue(0);
    http.close();
  }

  /** A closed client whose HTTP client is the caller's still answers, so closings are counted. */
  private static <C> C countingCloses(Class<C> type, C client, AtomicInteger closes) {
    return InterceptingProxy.before(type, client, "close", closes::incrementAndGet);
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(
      B builder, SdkHttpClient http) {
    return builder
        .region(Region.US_EAST_1)
        .credentialsProvider(EmulatedAws.credentials())
        .endpointOverride(aws.emulator().endpoint())
        .httpClient(http);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:4566, true",
    "http://LOCALHOST, true",
    "http://ivs.localhost:4566, true",
    "http://127.0.0.1:1, true",
    "http://127.1.2.3, true",
    "'http://[::1]:80', true",
    "http://127.0.0.1.example.com, false",
    "http://notlocalhost, false",
    "https://ivs.us-east-1.amazonaws.com, false",
    "http://10.0.0.1, false",
    "mailto:a@localhost, false",
    ", false"
  })
  void isLocal_loopbackHostsOnly_isTrue(URI endpoint, boolean local) {
    assertThat(AwsClients.isLocal(endpoint)).isEqualTo(local);
  }

  @Test
  void clientCustomizers_several_areCalledForEachClient() {
    List<String> seen = new ArrayList<>();
    try (StreamCat streamcat =
        aws.streamCat()
            .aws(
                a ->
                    a.clientCustomizer(
                            client -> seen.add("first " + client.getClass().getSimpleName()))
                        .clientCustomizer(
                            client -> seen.add("second " + client.getClass().getSimpleName())))
            .build()) {
      assertThat(streamcat.channelService().list()).isEmpty();
    }

    assertThat(seen)
        .containsExactly(
            "first DefaultIvsClientBuilder",
            "second DefaultIvsClientBuilder",
            "first DefaultIvschatClientBuilder",
            "second DefaultIvschatClientBuilder",
            "first DefaultIvsRealTimeClientBuilder",
            "second DefaultIvsRealTimeClientBuilder");
  }

  @Test
  void signingKeys_firstToken_importsThePublicKeys() {
    SigningKey key = SigningKey.generate();
    try (StreamCat streamcat =
        aws.streamCat()
            .services(s -> s.playbackSigningKey(key).participantSigningKey(key))
            .build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      assertThat(aws.calls("ImportPlaybackKeyPair") + aws.calls("ImportPublicKey")).isZero();
      PlaybackTokenRequest request = PlaybackTokenRequest.builder(Duration.ofMinutes(1)).build();

      PlaybackToken playback = streamcat.playback().token(todd.id(), request);
      streamcat.playback().token(todd.id(), request);
      ParticipantToken participant = streamcat.stages().token(todd.id(), todd.id(), StageRole.HOST);
      streamcat.stages().token(todd.id(), todd.id(), StageRole.HOST);

      assertThat(aws.emulator().verifyToken(PresentedToken.of(playback.value().reveal())).valid())
          .isTrue();
      assertThat(aws.emulator().participants().join(participant.value().reveal()).stageArn())
          .isEqualTo(todd.stage().arn());
    }
    assertThat(aws.calls("ImportPlaybackKeyPair")).isEqualTo(1);
    assertThat(aws.calls("ImportPublicKey")).isEqualTo(1);
    assertThat(aws.calls("CreateParticipantToken")).isZero();
  }

  @Test
  void executor_set_isUsedAndNotShutDown() {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try (StreamCat streamcat = aws.streamCat().executor(executor).build()) {
      streamcat.users().provisionAsync(NewUser.of("todd", PASSWORD)).join();
    }
    assertThat(executor.isShutdown()).isFalse();
    executor.shutdownNow();
  }

  @Test
  void executor_shutDown_callerDoesTheWork() {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    executor.shutdownNow();
    try (StreamCat streamcat = aws.streamCat().executor(executor).build()) {
      Invariants.exactlyOneOfEach(aws, streamcat.users().provision(NewUser.of("todd", PASSWORD)));
    }
  }

  @Test
  void build_allServicesReplaced_needsNoRegion() {
    try (StreamCat aws1 = aws.streamCat().build();
        StreamCat replaced =
            StreamCat.builder()
                .services(
                    s ->
                        s.channelService(aws1.channelService())
                            .chatRoomService(aws1.chatRoomService())
                            .realTimeService(aws1.realTimeService()))
                .storage(s -> s.users(UserRepository.inMemory()).bans(BanList.inMemory()))
                .users(u -> u.passwordHasher(EmulatedAws.CHEAP))
                .build()) {
      Invariants.exactlyOneOfEach(aws, replaced.users().provision(NewUser.of("todd", PASSWORD)));
      assertThat(replaced.channelService()).isInstanceOf(ChannelService.class);
      assertThat(replaced.chatRoomService()).isInstanceOf(ChatRoomService.class);
      assertThat(replaced.realTimeService()).isInstanceOf(RealTimeService.class);
    }
  }

  @Test
  void build_channelServiceReplaced_privateChannelsNeedAServiceOrAClient() {
    try (StreamCat aws1 = aws.streamCat().build();
        StreamCat without =
            aws.streamCat().services(s -> s.channelService(aws1.channelService())).build();
        StreamCat with =
            aws.streamCat()
                .services(
                    s ->
                        s.channelService(aws1.channelService())
                            .playbackService(aws1.playbackService()))
                .build()) {
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> without.playbackService().keyPairs())
          .withMessageContaining("set services(s -> s.playbackService(…))");
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> without.playbackService().restrictionPolicies());
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> without.playbackService().revokeAll(List.of()));
      assertThat(with.playbackService()).isSameAs(aws1.playbackService());
    }
  }

  @Test
  void build_channelServiceReplaced_clientServesPrivateChannels() {
    CountingHttpClient http = new CountingHttpClient();
    try (StreamCat aws1 = aws.streamCat().build();
        StreamCat with =
            aws.streamCat()
                .services(s -> s.channelService(aws1.channelService()))
                .aws(a -> a.ivsClient(configured(IvsClient.builder(), http).build()))
                .build()) {
      assertThat(with.playbackService().keyPairs().list()).isEmpty();
    }
    assertThat(http.requests).hasValue(1);
    http.close();
  }

  @Test
  void build_noRoomForStreamCatsTags_isRejected() {
    Map<String, String> tags =
        IntStream.range(0, 48).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "value"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                aws.streamCat()
                    .users(u -> u.channelSettings(ChannelSettings.builder().tags(tags).build()))
                    .build())
        .withMessageStartingWith("channelSettings.tags: has 48");
  }

  @Test
  void build_timeOrLimitOutOfRange_isRejectedByTheNameOfTheSetting() {
    StreamCatBuilder timeless = aws.streamCat().users(u -> u.provisioningTimeout(Duration.ZERO));
    StreamCatBuilder limitless = aws.streamCat().users(u -> u.asyncLimit(0));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(timeless::build)
        .withMessage("provisioningTimeout: is PT0S (must be positive, and at most 365 days)");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(limitless::build)
        .withMessage("asyncLimit: is 0 (must be at least 1)");
  }

  @Test
  void check_withoutRegionAndStores_rejectsOnlyWrongOptions() {
    StreamCat.builder().check();

    isRejected("account", StreamCat.builder().aws(a -> a.account("12")));
    isRejected("callTimeout", StreamCat.builder().aws(a -> a.callTimeout(Duration.ZERO)));
    isRejected("namespace", StreamCat.builder().users(u -> u.namespace("")));
    isRejected("closeTimeout", StreamCat.builder().closeTimeout(Duration.ofNanos(-1)));
    isRejected(
        "reconciliationGracePeriod",
        StreamCat.builder().users(u -> u.reconciliationGracePeriod(Duration.ofSeconds(124))));
  }

  private static void isRejected(String field, StreamCatBuilder builder) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(builder::check)
        .extracting(InvalidInputException::field)
        .isEqualTo(field);
  }

  @Test
  void build_durationTooLongToAdd_isRejected() {
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    try (StreamCat streamcat = aws.streamCat().build()) {
      isTooLong("timeout", () -> streamcat.users().provision(NewUser.withId("x"), endless));
      isTooLong("timeout", () -> streamcat.users().provisionAsync(NewUser.withId("x"), endless));
      isTooLong("time", () -> streamcat.recovery().run(1, endless));
      isTooLong("interval", () -> streamcat.startRecovery(endless));
      isTooLong(
          "provisioningTimeout",
          () -> aws.streamCat().users(u -> u.provisioningTimeout(endless)).build());
      isTooLong("closeTimeout", () -> aws.streamCat().closeTimeout(endless).build());
      isTooLong(
          "operationTimeout", () -> aws.streamCat().aws(a -> a.operationTimeout(endless)).build());
    }
  }

  private static void isTooLong(String field, ThrowingCallable call) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(call)
        .withMessageStartingWith(field + ": is PT")
        .withMessageContaining("at most 365 days");
  }
}
