package io.streamcat.spring.users;

import io.streamcat.password.PasswordHasher;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.provisioning.internal.ProvisioningSettings;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.StreamCatProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The auto-configuration of the password policy and the password hasher, which is Spring Security's
 * encoder if the application defines one.
 */
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

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  PasswordPolicy streamCatPasswordPolicy(StreamCatProperties properties) {
    String namespace = properties.namespace();
    return PasswordPolicy.standard(
        namespace == null ? ProvisioningSettings.DEFAULT_NAMESPACE : namespace);
  }

  /** Separate, because Spring Security may be absent. */
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
