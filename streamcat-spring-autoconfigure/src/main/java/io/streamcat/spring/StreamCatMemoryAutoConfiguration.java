package io.streamcat.spring;

import io.streamcat.user.UserRepository;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Keeps users in memory, where that is asked for. */
@AutoConfiguration
@ConditionalOnStreamCat
@ConditionalOnProperty(name = "streamcat.store", havingValue = "memory")
public final class StreamCatMemoryAutoConfiguration {

  StreamCatMemoryAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  UserRepository streamCatInMemoryUserRepository() {
    return UserRepository.inMemory();
  }
}
