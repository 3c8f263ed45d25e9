package io.streamcat.examples.web.playback;

import io.streamcat.examples.web.SiteKeys;
import io.streamcat.operations.UserPlayback;
import io.streamcat.signing.SigningKey;
import io.streamcat.spring.StreamCatBuilderCustomizer;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** The configuration of private channels, which need a signing key. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SiteKeys.class)
class PlaybackConfiguration {

  private static final Logger log = LoggerFactory.getLogger(Playback.class);

  private final @Nullable SigningKey key;

  PlaybackConfiguration(SiteKeys keys) {
    key = keys.playbackKey().pair().orElse(null);
  }

  /**
   * StreamCat imports the key with the first token, so the site can start while AWS does not
   * respond.
   */
  @Bean
  StreamCatBuilderCustomizer playbackSigningKey() {
    return builder -> builder.services(services -> services.playbackSigningKey(key));
  }

  @Bean
  Playback sitePlayback(UserPlayback playback, Clock clock) {
    if (key == null) {
      log.warn(
          "Private channels are not available: set site.playback-key.private-key and"
              + " site.playback-key.public-key");
    }
    return new Playback(key == null ? null : playback, clock);
  }

  /** The playback URL of AWS, unless another source is configured. */
  @Bean
  @Fallback
  PictureSource awsPicture() {
    return ticket -> Optional.of(ticket.url());
  }
}
