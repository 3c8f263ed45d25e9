package io.streamcat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.PresentedToken;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.exception.StreamCatException;
import io.streamcat.operations.UserChannels;
import io.streamcat.operations.UserPlayback;
import io.streamcat.operations.UserStages;
import io.streamcat.playback.PlaybackService;
import io.streamcat.playback.PlaybackTokenRequest;
import io.streamcat.playback.PlaybackTokenSigner;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.realtime.ParticipantTokenSigner;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageRole;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The operations on users' channels and stages after registration. */
@Guarantee("CHAT-07")
class LiveOperationsTest {

  private static final SigningKey KEY = SigningKey.generate();
  private static final PlaybackTokenRequest REQUEST =
      PlaybackTokenRequest.builder(Duration.ofMinutes(5)).build();

  /**
   * Signers as an application defines them: they publish their keys through StreamCat's services.
   */
  @Configuration(proxyBeanMethods = false)
  static class SignersConfiguration {

    @Bean
    @Lazy
    ParticipantTokenSigner participantTokenSigner(RealTimeService stages) {
      Clock clock = Clock.systemUTC();
      return ParticipantTokenSigner.create(
          KEY, SigningKeys.create(stages.publicKeys(), "test", clock), clock);
    }

    @Bean
    @Lazy
    PlaybackTokenSigner playbackTokenSigner(PlaybackService playback) {
      Clock clock = Clock.systemUTC();
      return PlaybackTokenSigner.create(
          KEY, SigningKeys.create(playback.keyPairs(), "test", clock), clock);
    }
  }

  private static User todd(ApplicationContext context) {
    return context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
  }

  private static boolean isValid(ApplicationContext context, String token) {
    return context.getBean(IvsEmulator.class).verifyToken(PresentedToken.of(token)).valid();
  }

  private static List<String> operations(ApplicationContext context) {
    return context.getBean(IvsEmulator.class).requests().stream()
        .map(RecordedRequest::operation)
        .toList();
  }

  @Test
  void playbackService_emulator_createsAndListsKeys() {
    Contexts.inMemory()
        .run(
            context -> {
              StreamCat streamcat = context.getBean(StreamCat.class);

              SigningKeys.create(streamcat.playbackService().keyPairs(), "test", Clock.systemUTC())
                  .publish(KEY);

              assertThat(context.getBean(PlaybackService.class).keyPairs().list()).hasSize(1);
            });
  }

  @Test
  void playbackTokenSignerBean_signs() {
    Contexts.inMemory()
        .withUserConfiguration(SignersConfiguration.class)
        .withBean(ChannelSettings.class, () -> ChannelSettings.builder().authorized(true).build())
        .run(
            context -> {
              User todd = todd(context);

              String token =
                  context.getBean(UserPlayback.class).token(todd.id(), REQUEST).value().reveal();

              assertThat(isValid(context, token)).isTrue();
            });
  }

  @Test
  void signerBeans_atTheStart_makeNoCalls() {
    Contexts.inMemory()
        .withUserConfiguration(SignersConfiguration.class)
        .run(
            context -> {
              context.getBean(UserPlayback.class);
              context.getBean(UserStages.class);

              assertThat(operations(context)).isEmpty();
            });
  }

  @Test
  void playbackToken_noSignerBean_isRejected() {
    Contexts.inMemory()
        .run(
            context -> {
              User todd = todd(context);

              assertThatExceptionOfType(StreamCatException.class)
                  .isThrownBy(() -> context.getBean(UserPlayback.class).token(todd.id(), REQUEST));
            });
  }

  @Test
  void participantTokenSignerBean_signs_withoutACallToAws() {
    Contexts.inMemory()
        .withUserConfiguration(SignersConfiguration.class)
        .run(
            context -> {
              User todd = todd(context);

              ParticipantToken token =
                  context.getBean(UserStages.class).token(todd.id(), todd.id(), StageRole.HOST);

              assertThat(isValid(context, token.value().reveal())).isTrue();
              assertThat(operations(context)).doesNotContain("CreateParticipantToken");
            });
  }

  @Test
  void participantToken_noSignerBean_isIssuedByAws() {
    Contexts.inMemory()
        .run(
            context -> {
              User todd = todd(context);

              context.getBean(UserStages.class).token(todd.id(), todd.id(), StageRole.HOST);

              assertThat(operations(context)).contains("CreateParticipantToken");
            });
  }

  @Test
  void channels_userLive_returnTheLiveUser() {
    Contexts.inMemory()
        .run(
            context -> {
              User todd = todd(context);
              context.getBean(IvsEmulator.class).startStream(todd.channel().arn());

              assertThat(context.getBean(UserChannels.class).state(todd.id()).isLive()).isTrue();
            });
  }
}
