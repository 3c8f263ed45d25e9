package io.streamcat.spring;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.jdbc.BroadcastEntity;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.JpaBroadcastRepository;
import io.streamcat.jdbc.JpaUserRepository;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.UserEntity;
import io.streamcat.repository.UserRepository;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.tool.schema.spi.SchemaFilterProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;

/** Keeps users and broadcasts in the application's persistence unit. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
    })
@ConditionalOnStreamCat
@ConditionalOnClass({
  JpaUserRepository.class,
  EntityManagerFactory.class,
  LocalContainerEntityManagerFactoryBean.class
})
@ConditionalOnStore(StreamCatProperties.Store.JPA)
public final class StreamCatJpaAutoConfiguration {

  StreamCatJpaAutoConfiguration() {}

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  @DependsOnDatabaseInitialization
  UserRepository streamCatUserRepository(
      StreamCatProperties properties,
      EntityManagerFactory factory,
      ObjectProvider<PlatformTransactionManager> transactionManager) {
    StreamKeyStorage streamKeys = Storage.streamKeys(properties.jdbc().streamKeys());
    return new JpaStore(properties, factory, transactionManager)
        .open(
            "users",
            JpaUserRepository.class,
            UserEntity.class,
            transactions -> JpaUserRepository.builder(transactions).streamKeys(streamKeys).build(),
            (connections, tables) ->
                JdbcUserRepository.builder(connections)
                    .tables(tables)
                    .streamKeys(streamKeys)
                    .build());
  }

  /** Beside users only: where the application keeps them itself, there are no tables. */
  @Bean
  @Lazy
  @ConditionalOnBean(name = "streamCatUserRepository")
  @ConditionalOnMissingBean
  @DependsOnDatabaseInitialization
  BroadcastRepository streamCatBroadcastRepository(
      StreamCatProperties properties,
      EntityManagerFactory factory,
      ObjectProvider<PlatformTransactionManager> transactionManager) {
    return new JpaStore(properties, factory, transactionManager)
        .<BroadcastRepository>open(
            "broadcasts",
            JpaBroadcastRepository.class,
            BroadcastEntity.class,
            JpaBroadcastRepository::create,
            JdbcBroadcastRepository::create);
  }

  @Bean
  static StreamCatEntities streamCatEntities() {
    return new StreamCatEntities();
  }

  /** Apart, because the application may use another provider. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SchemaFilterProvider.class)
  static class HibernateConfiguration {

    @Bean
    static StreamCatTablesFilter streamCatTablesFilter(Environment environment) {
      return new StreamCatTablesFilter(
          environment.getProperty("streamcat.jdbc.table-prefix", "streamcat_"));
    }
  }
}
