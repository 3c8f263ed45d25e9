package io.streamcat.spring;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.jdbc.JdbcBanList;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.operations.BanList;
import io.streamcat.repository.UserRepository;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Stores users, bans and broadcasts in the application's data source. */
@AutoConfiguration(
    after = StreamCatMemoryAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
@ConditionalOnStreamCat
@ConditionalOnClass({JdbcUserRepository.class, DataSourceUtils.class})
@Conditional(OnStoreCondition.class)
@EnableConfigurationProperties(StreamCatProperties.class)
public final class StreamCatJdbcAutoConfiguration {

  /**
   * The name of the repository of users, by which other configurations see that it is StreamCat's.
   */
  static final String USERS = "streamCatUserRepository";

  StreamCatJdbcAutoConfiguration() {}

  @Bean(USERS)
  @Lazy
  @ConditionalOnMissingBean
  @DependsOnDatabaseInitialization
  UserRepository streamCatUserRepository(
      StreamCatProperties properties,
      @StreamCatDataSource ObjectProvider<DataSource> own,
      ObjectProvider<DataSource> all) {
    return JdbcUserRepository.builder(new SpringConnections(StreamCatDataSources.choose(own, all)))
        .tables(Storage.tables(properties.jdbc()))
        .streamKeys(Storage.streamKeys(properties.jdbc().streamKeys()))
        .build();
  }

  /** Beside users only: where the application keeps them itself, there are no tables. */
  @Bean
  @Lazy
  @ConditionalOnBean(name = USERS)
  @ConditionalOnMissingBean
  @DependsOnDatabaseInitialization
  BanList streamCatBanList(
      StreamCatProperties properties,
      @StreamCatDataSource ObjectProvider<DataSource> own,
      ObjectProvider<DataSource> all) {
    return JdbcBanList.create(
        new SpringConnections(StreamCatDataSources.choose(own, all)),
        Storage.tables(properties.jdbc()));
  }

  @Bean
  @Lazy
  @ConditionalOnBean(name = USERS)
  @ConditionalOnMissingBean
  @DependsOnDatabaseInitialization
  BroadcastRepository streamCatBroadcastRepository(
      StreamCatProperties properties,
      @StreamCatDataSource ObjectProvider<DataSource> own,
      ObjectProvider<DataSource> all) {
    return JdbcBroadcastRepository.create(
        new SpringConnections(StreamCatDataSources.choose(own, all)),
        Storage.tables(properties.jdbc()));
  }
}
