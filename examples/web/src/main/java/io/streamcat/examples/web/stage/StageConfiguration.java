package io.streamcat.examples.web.stage;

import io.streamcat.examples.web.SiteKeys;
import io.streamcat.operations.UserStages;
import io.streamcat.signing.SigningKey;
import io.streamcat.spring.StreamCatBuilderCustomizer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** The configuration of stages, whose tokens are signed with a key if there is one. */
@Configuration(proxyBeanMethods = false)
class StageConfiguration {

  private final @Nullable SigningKey key;

  StageConfiguration(SiteKeys keys) {
    key = keys.stageKey().pair().orElse(null);
  }

  @Bean
  StreamCatBuilderCustomizer stageSigningKey() {
    return builder -> builder.services(services -> services.participantSigningKey(key));
  }

  /** The clients in browsers, which ask for a token of their new role themselves. */
  @Bean
  @Fallback
  StageClients browserClients() {
    return (owner, participantId, token) -> {};
  }

  @Bean
  StageTokens stageTokens(UserStages stages, Guests guests, StageClients clients) {
    return new StageTokens(stages, guests, clients, key != null);
  }
}
