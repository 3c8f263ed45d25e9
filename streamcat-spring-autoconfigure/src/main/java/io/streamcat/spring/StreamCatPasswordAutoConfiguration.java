package io.streamcat.spring;

import io.streamcat.password.PasswordHasher;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Configures what hashes passwords: Spring Security's encoder if the application defines one. */
@AutoConfiguration
@ConditionalOnStreamCat
public final class StreamCatPasswordAutoConfiguration {

  StreamCatPasswordAutoConfiguration() {}

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  PasswordHasher streamCatPasswordHasher() {
    return PasswordHasher.argon2id();
  }

  /** Apart, because Spring Security may not be there. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(PasswordEncoder.class)
  static class EncoderConfiguration {

    @Bean
    @Lazy
    @ConditionalOnSingleCandidate(PasswordEncoder.class)
    @ConditionalOnMissingBean
    PasswordHasher streamCatEncoderPasswordHasher(PasswordEncoder encoder) {
      return new EncoderPasswordHasher(encoder);
    }
  }
}
