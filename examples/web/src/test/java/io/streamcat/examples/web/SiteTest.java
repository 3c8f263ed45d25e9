package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.Broadcasts;
import io.streamcat.channel.ChannelService;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.event.IvsEvent;
import io.streamcat.examples.web.playback.PictureSource;
import io.streamcat.operations.UserChannels;
import io.streamcat.password.PasswordHasher;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;

/** Runs the whole site on free ports; classes with the same properties share one instance. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestPropertySource(
    properties = {
      "management.server.port=0",
      // Short delays, because the failures of AWS are simulated.
      "streamcat.operation-timeout=4s",
      "streamcat.call-timeout=3s",
      "streamcat.consistency-window=200ms",
      // All visitors of the tests come from one address.
      "site.registration.per-address-and-hour=10000",
      "site.administrators=" + SiteTest.ADMINISTRATOR,
      "site.recordings.base-url=https://recordings.example/"
    })
@ActiveProfiles("demo")
@Import({
  SiteTest.FreshStates.class,
  SiteTest.CheapHashes.class,
  SiteTest.Pictures.class,
  SiteTest.Time.class,
  ChosenView.class
})
abstract class SiteTest {

  static final String ADMINISTRATOR = "adm-ruth";

  /** Disables the cache of live streams, so that tests do not wait for it to expire. */
  @TestConfiguration(proxyBeanMethods = false)
  static class FreshStates {

    @Bean
    @Lazy
    UserChannels userChannels(UserProvisioner users, ChannelService channels) {
      return UserChannels.create(users, channels, Clock.systemUTC(), Duration.ZERO);
    }
  }

  /** A cheap password hash; the packaged site uses the standard one. */
  @TestConfiguration(proxyBeanMethods = false)
  static class CheapHashes {

    @Bean
    PasswordHasher passwordHasher() {
      return new BusyHasher(PasswordHasher.argon2id(8, 1));
    }
  }

  /** A picture that tests can choose. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Pictures {

    @Bean
    @Primary
    PictureSource chosenPicture(@Qualifier("emulatedPicture") PictureSource delegate) {
      return new ChosenPicture(delegate);
    }
  }

  /** A clock that tests can put forward. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Time {

    @Bean
    @Primary
    TestClock testClock() {
      return new TestClock();
    }
  }

  @LocalServerPort int port;
  @Autowired UserProvisioner users;
  @Autowired IvsEmulator emulator;
  @Autowired TestClock clock;
  @Autowired Broadcasts broadcasts;

  /** A visitor with a new session. */
  Visitor visitor;

  @BeforeEach
  void arrive() {
    visitor = new Visitor(port);
  }

  @AfterEach
  void mend() {
    emulator.faults().clear();
    clock.reset();
    BusyHasher.busy(false);
    ChosenPicture.choose(null);
    ChosenView.reset();
  }

  /** Starts a broadcast and waits until the site knows. */
  void goLive(User user) {
    emulator.startStream(user.channel().arn());
    awaitEvents();
  }

  /** Waits until the site has received all events. */
  void awaitEvents() {
    try {
      assertThat(emulator.events().awaitDelivery(Duration.ofSeconds(30))).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Delivers an AWS event about a broadcast that the emulator does not know. */
  void heard(User user, String type, String streamId, Instant time, String detail) {
    broadcasts.accept(
        IvsEvent.parse(
            """
            {"version": "0", "id": "%s", "detail-type": "%s", "source": "aws.ivs",
             "account": "123456789012", "time": "%s", "region": "us-east-1", "resources": ["%s"],
             "detail": {"stream_id": "%s", "channel_name": "", %s}}
            """
                .formatted(
                    streamId + detail.hashCode(),
                    type,
                    time,
                    user.channel().arn(),
                    streamId,
                    detail)));
  }

  /** Delivers the event that the recording of a broadcast in the bucket "tapes" is complete. */
  void recorded(User user, String streamId, Instant time, String keyPrefix) {
    heard(
        user,
        "IVS Recording State Change",
        streamId,
        time,
        """
        "recording_status": "Recording End", "recording_status_reason": "",
        "recording_s3_bucket_name": "tapes", "recording_s3_key_prefix": "%s",
        "recording_duration_ms": 4500000, "recording_session_id": "%s",
        "recording_session_stream_ids": ["%s"]\
        """
            .formatted(keyPrefix, streamId, streamId));
  }

  /** Creates a registered user. */
  User person(String username) {
    return users.provision(NewUser.of(username, Visitor.PASSWORD));
  }

  /** Completes a user as recovery would after a pause. */
  void finish(String username) {
    users.resume(users.findByUsername(username).orElseThrow().id());
  }

  /** Creates a registered user and logs in. */
  Visitor signedIn(String username) {
    Visitor someone = new Visitor(port);
    assertThat(someone.logIn(username, Visitor.PASSWORD).location()).isEqualTo("/dashboard");
    return someone;
  }

  /** Sends a form of the dashboard and returns the page after it. */
  static Page submit(Visitor someone, String action, Map<String, String> fields) {
    Page page = someone.submit(someone.get("/dashboard"), action, fields);
    assertThat(page.location()).isEqualTo("/dashboard");
    return someone.get("/dashboard");
  }
}
