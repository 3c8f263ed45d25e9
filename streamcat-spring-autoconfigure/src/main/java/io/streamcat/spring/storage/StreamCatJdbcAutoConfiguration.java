package io.streamcat.spring.storage;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.jdbc.JdbcBanList;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.operations.BanList;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.StreamCatDataSource;
import io.streamcat.spring.internal.BeanNames;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.DatabaseSettings;
import io.streamcat.spring.internal.StreamCatDataSources;
import io.streamcat.spring.internal.StreamCatProperties;
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

/** The auto-configuration of the repositories in the application's data source. */
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

  StreamCatJdbcAutoConfiguration() {}

  @Bean(BeanNames.USER_REPOSITORY)
  @Lazy
  @ConditionalOnMissingBean
  @DependsOnDatabaseInitialization
  UserRepository streamCatUserRepository(
      StreamCatProperties properties,
      @StreamCatDataSource ObjectProvider<DataSource> own,
      ObjectProvider<DataSource> all) {
    return JdbcUserRepository.builder(new SpringConnections(StreamCatDataSources.choose(own, all)))
        .tables(DatabaseSettings.tables(properties.jdbc()))
        .streamKeys(DatabaseSettings.streamKeys(properties.jdbc().streamKeys()))
        .build();
  }

  /** Requires StreamCat's own user repository: otherwise there are no tables. */
  @Bean
  @Lazy
  @ConditionalOnBean(name = BeanNames.USER_REPOSITORY)
  @ConditionalOnMissingBean
  @DependsOnDatabaseInitialization
  BanList streamCatBanList(
      StreamCatProperties properties,
      @StreamCatDataSource ObjectProvider<DataSource> own,
      ObjectProvider<DataSource> all) {
    return JdbcBanList.create(
        new SpringConnections(StreamCatDataSources.choose(own, all)),
        DatabaseSettings.tables(properties.jdbc()));
  }

  @Bean
  @Lazy
  @ConditionalOnBean(name = BeanNames.USER_REPOSITORY)
  @ConditionalOnMissingBean
  @DependsOnDatabaseInitialization
  BroadcastRepository streamCatBroadcastRepository(
      StreamCatProperties properties,
      @StreamCatDataSource ObjectProvider<DataSource> own,
      ObjectProvider<DataSource> all) {
    return JdbcBroadcastRepository.create(
        new SpringConnections(StreamCatDataSources.choose(own, all)),
        DatabaseSettings.tables(properties.jdbc()));
  }
}
