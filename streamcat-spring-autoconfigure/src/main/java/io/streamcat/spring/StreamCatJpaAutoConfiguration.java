package io.streamcat.spring;

import io.streamcat.jdbc.ConnectionSource;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.JpaUserRepository;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.TableNames;
import io.streamcat.spring.StreamCatProperties.Store;
import io.streamcat.user.UserRepository;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.hibernate.tool.schema.spi.SchemaFilterProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.EntityManagerFactoryInfo;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;

/** Keeps users in the application's persistence unit. */
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

  private static final Logger log = LoggerFactory.getLogger(StreamCatJpaAutoConfiguration.class);

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
    DataSource dataSource =
        factory instanceof EntityManagerFactoryInfo info ? info.getDataSource() : null;
    if (dataSource != null) {
      TableNames tables = Storage.tables(properties.jdbc());
      ConnectionSource connections = new SpringConnections(dataSource);
      if (properties.store() == Store.AUTO && !StreamCatEntities.areIn(factory)) {
        log.warn(
            "The persistence unit does not have StreamCat's entities, so users are kept through"
                + " JDBC; list JpaUserRepository.managedClasses() in it, or set"
                + " streamcat.store=jdbc to be rid of this message");
        return JdbcUserRepository.builder(connections)
            .tables(tables)
            .streamKeys(streamKeys)
            .build();
      }
      StreamCatSchema.of(connections, tables).check();
    }
    return JpaUserRepository.builder(
            new SpringJpaTransactions(
                factory, transactionManager.getIfUnique(() -> new JpaTransactionManager(factory))))
        .streamKeys(streamKeys)
        .build();
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
