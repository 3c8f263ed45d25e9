package io.streamcat.spring.storage;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.operations.BanList;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * The auto-configuration of in-memory repositories, if {@code streamcat.store} is {@code memory}.
 */
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

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  BanList streamCatInMemoryBanList() {
    return BanList.inMemory();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  BroadcastRepository streamCatInMemoryBroadcastRepository() {
    return BroadcastRepository.inMemory();
  }
}
