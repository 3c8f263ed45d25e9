package io.streamcat.examples.web.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.PresentedToken;
import io.streamcat.examples.web.SigningKeySource;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.operations.UserPlayback;
import io.streamcat.playback.PlaybackService;
import io.streamcat.playback.PlaybackTokenSigner;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ActiveProfiles;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@ActiveProfiles("demo")
class PlaybackTest {

  private static final SigningKey KEY = SigningKey.generate();
  private static final UserId GUEST = UserId.of("guest");

  /** A StreamCat instance with private channels. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class PrivateChannels {

    @Bean
    ChannelSettings channelSettings() {
      return ChannelSettings.builder().authorized(true).build();
    }
  }

  @Autowired private IvsEmulator emulator;
  @Autowired private UserProvisioner users;
  @Autowired private PlaybackService playback;

  private final Instant now = Instant.now();
  private User owner;

  @BeforeEach
  void register() {
    owner = users.provision(NewUser.withId(UserId.generate(now).value()));
  }

  /** Returns the playback of a server with a configured key and a fixed clock. */
  private Playback server(Instant time) {
    SigningKey key =
        new SigningKeySource(KEY.privateKeyPem(), KEY.publicKeyPem(), true).pair().orElseThrow();
    Clock clock = Clock.fixed(time, ZoneOffset.UTC);
    SigningKeys keys = SigningKeys.create(playback.keyPairs(), "test", clock);
    PlaybackTokenSigner signer = PlaybackTokenSigner.create(key, keys, clock);
    return new Playback(UserPlayback.create(users, playback, signer), clock);
  }

  private boolean isValid(Ticket ticket) {
    String token = ticket.url().substring(ticket.url().indexOf('=') + 1);
    return emulator.verifyToken(PresentedToken.of(token)).valid();
  }

  @Test
  void issue_serversWithSameKey_importOnceAndShareTickets() {
    Ticket one = server(now).issue(owner, GUEST, now);
    Ticket other = server(now).issue(owner, GUEST, now);

    assertThat(isValid(one)).isTrue();
    assertThat(isValid(other)).isTrue();
    assertThat(playback.keyPairs().list()).hasSize(1);
  }

  @Test
  void issue_ticket_expiresAfterFiveMinutesAndHidesAddress() {
    Ticket ticket = server(now).issue(owner, GUEST, now);

    assertThat(ticket.startBy()).isEqualTo(now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(300));
    assertThat(ticket.toString()).doesNotContain("token", "http");
  }

  @Test
  void revoke_viewer_endsOlderTicketsOnly() {
    Instant later = now.plusSeconds(1);
    Ticket before = server(now).issue(owner, GUEST, now);
    Ticket ofAnother = server(now).issue(owner, UserId.of("another"), now);

    server(now).revoke(owner, GUEST);

    assertThat(isValid(before)).isFalse();
    assertThat(isValid(ofAnother)).isTrue();
    // A viewer who was admitted before the revocation and gets the ticket after it.
    assertThat(isValid(server(later).issue(owner, GUEST, now))).isFalse();
    assertThat(isValid(server(later).issue(owner, GUEST, later))).isTrue();
  }

  @Test
  void revoke_longUserId_isRevoked() {
    UserId guest = UserId.of("a".repeat(128));
    Ticket ticket = server(now).issue(owner, guest, now);
    assertThat(isValid(ticket)).isTrue();

    server(now).revoke(owner, guest);

    assertThat(isValid(ticket)).isFalse();
  }

  @Test
  void withoutKey_issue_failsAndRevokeDoesNothing() {
    Playback playback = new Playback(null, Clock.systemUTC());

    assertThat(playback.isAvailable()).isFalse();
    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(() -> playback.issue(owner, GUEST, now));
    playback.revoke(owner, GUEST);
  }

  @Test
  void pair_givenGeneratedOrMissing_returnsKeyAccordingly() {
    assertThat(new SigningKeySource(null, "", false).pair()).isEmpty();
    assertThat(new SigningKeySource(null, null, true).pair()).isPresent();
    assertThat(new SigningKeySource(KEY.privateKeyPem(), KEY.publicKeyPem(), true).pair())
        .map(SigningKey::fingerprint)
        .contains(KEY.fingerprint());
    assertThat(new SigningKeySource(KEY.privateKeyPem().replace("\n", "\\n"), "", false).pair())
        .map(SigningKey::fingerprint)
        .contains(KEY.fingerprint());
  }

  @Test
  void pair_brokenKey_isRejectedWithoutQuotingIt() {
    SigningKeySource half = new SigningKeySource(KEY.privateKeyPem().substring(0, 100), null, true);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(half::pair)
        .withMessageContaining("privateKeyPem")
        .withMessageNotContaining(KEY.privateKeyPem().substring(30, 60));
    assertThat(half.toString()).doesNotContain(KEY.privateKeyPem().substring(30, 60));
  }
}
