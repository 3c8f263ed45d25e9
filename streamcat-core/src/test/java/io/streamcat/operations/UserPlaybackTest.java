package io.streamcat.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.PresentedToken;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.playback.PlaybackToken;
import io.streamcat.playback.PlaybackTokenRequest;
import io.streamcat.playback.PlaybackTokenSigner;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserPlaybackTest {

  private static final SigningKey KEY = SigningKey.generate();
  private static final PlaybackTokenRequest REQUEST =
      PlaybackTokenRequest.builder(Duration.ofMinutes(5)).viewerId("ann").build();

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat =
      aws.streamCat()
          .users(u -> u.channelSettings(ChannelSettings.builder().authorized(true).build()))
          .services(s -> s.playbackTokenSigner(PlaybackTokenSigner.create(KEY, aws.time())))
          .build();
  private final User todd = streamcat.users().provision(NewUser.of("todd", EmulatedAws.PASSWORD));
  private final UserPlayback playback = streamcat.playback();

  @BeforeEach
  void publish() {
    SigningKeys.create(streamcat.playbackService().keyPairs(), "test", aws.time()).publish(KEY);
  }

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private boolean isValid(String token) {
    return aws.emulator().verifyToken(PresentedToken.of(token)).valid();
  }

  @Test
  void token_owner_isForTheOwnersChannel() {
    PlaybackToken token = playback.token(todd.id(), REQUEST);

    assertThat(token.channelArn()).isEqualTo(todd.channel().arn());
    assertThat(isValid(token.value().reveal())).isTrue();
  }

  @Test
  void url_owner_isThePlaylistWithAToken() {
    String url = playback.url(todd.id(), REQUEST).toString();

    assertThat(url).startsWith(todd.channel().playbackUrl() + "?token=");
    assertThat(isValid(url.substring(url.indexOf('=') + 1))).isTrue();
  }

  @Test
  void revoke_viewer_rejectsTheViewersTokens() {
    PlaybackToken token = playback.token(todd.id(), REQUEST);

    playback.revoke(todd.id(), "ann", 0);

    assertThat(isValid(token.value().reveal())).isFalse();
  }

  @Test
  void anyCall_unknownOwner_isNotFound() {
    UserId nobody = UserId.of("nobody");

    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> playback.token(nobody, REQUEST));
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> playback.url(nobody, REQUEST));
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> playback.revoke(nobody, "ann", 0));
  }

  @Test
  void token_withoutSigner_failsButRevokeWorks() {
    UserPlayback unsigned =
        UserPlayback.create(streamcat.users(), streamcat.playbackService(), null);
    PlaybackToken token = playback.token(todd.id(), REQUEST);

    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(() -> unsigned.token(todd.id(), REQUEST))
        .withMessageContaining("set playbackSigningKey in StreamCatBuilder.services(…)");
    unsigned.revoke(todd.id(), "ann", 0);
    assertThat(isValid(token.value().reveal())).isFalse();
  }
}
