package io.streamcat.spring.storage;

import io.streamcat.jdbc.entity.StreamCatEntities;
import io.streamcat.spring.internal.BeanNames;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.tool.schema.spi.SchemaFilterProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * The auto-configuration of StreamCat's read-only entities in the application's persistence unit,
 * if that uses the database with StreamCat's tables. StreamCat stores nothing through it.
 */
@AutoConfiguration(after = StreamCatJdbcAutoConfiguration.class)
@ConditionalOnStreamCat
@ConditionalOnClass({
  StreamCatEntities.class,
  EntityManagerFactory.class,
  LocalContainerEntityManagerFactoryBean.class
})
@ConditionalOnBean(name = BeanNames.USER_REPOSITORY)
@Conditional(OnSharedTablesCondition.class)
public final class StreamCatJpaAutoConfiguration {

  StreamCatJpaAutoConfiguration() {}

  @Bean
  static EntityRegistration streamCatEntities() {
    return new EntityRegistration();
  }

  /** Separate, because the application may use another provider. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SchemaFilterProvider.class)
  static class HibernateConfiguration {

    @Bean
    static StreamCatTablesFilter streamCatTablesFilter() {
      return new StreamCatTablesFilter();
    }
  }
}
