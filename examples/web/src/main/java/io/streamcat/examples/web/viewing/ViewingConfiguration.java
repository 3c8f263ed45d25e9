package io.streamcat.examples.web.viewing;

import io.streamcat.live.UserPlayback;
import io.streamcat.playback.PlaybackService;
import io.streamcat.playback.PlaybackTokenSigner;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Private channels, if there is a key for them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlaybackKey.class)
class ViewingConfiguration {

  private static final Logger log = LoggerFactory.getLogger(Viewing.class);

  /** Imports the key with the first token, so that the site starts while AWS cannot be reached. */
  @Bean
  Viewing viewing(
      PlaybackKey key,
      UserProvisioner users,
      PlaybackService playback,
      @Value("${streamcat.namespace:streamcat}") String namespace) {
    Clock clock = Clock.systemUTC();
    Optional<SigningKey> pair = key.pair();
    if (pair.isEmpty()) {
      log.warn(
          "Private channels are not available: set site.playback-key.private-key and"
              + " site.playback-key.public-key");
      return new Viewing(null, clock);
    }
    SigningKeys keys = SigningKeys.create(playback.keyPairs(), namespace, clock);
    PlaybackTokenSigner signer = PlaybackTokenSigner.create(pair.get(), keys, clock);
    return new Viewing(UserPlayback.create(users, playback, signer), clock);
  }
}
