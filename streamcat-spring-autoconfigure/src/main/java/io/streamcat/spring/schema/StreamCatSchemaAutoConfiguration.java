package io.streamcat.spring.schema;

import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.spring.StreamCatDataSource;
import io.streamcat.spring.StreamCatSchemaInitializer;
import io.streamcat.spring.internal.BeanNames;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.StreamCatDataSources;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.storage.StreamCatJdbcAutoConfiguration;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ResourceLoader;

/**
 * The auto-configuration of the tables, if the repository is StreamCat's own. Flyway or Liquibase
 * runs the scripts if the application uses one of them.
 */
@AutoConfiguration(
    after = StreamCatJdbcAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
      "org.springframework.boot.autoconfigure.liquibase.LiquibaseAutoConfiguration",
      "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration"
    })
@ConditionalOnStreamCat
@ConditionalOnClass({
  StreamCatSchema.class,
  EmbeddedDatabaseConnection.class,
  DatabaseInitializationDependencyConfigurer.class
})
@ConditionalOnBean(name = BeanNames.USER_REPOSITORY)
@Conditional(StreamCatSchemaAutoConfiguration.NotNever.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class StreamCatSchemaAutoConfiguration {

  StreamCatSchemaAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  StreamCatSchemaInitializer streamCatSchemaInitializer(
      StreamCatProperties properties,
      @StreamCatDataSource ObjectProvider<DataSource> own,
      ObjectProvider<DataSource> all) {
    return scripts(properties, own, all, null);
  }

  /**
   * Returns the scripts.
   *
   * @param tool the data source of the migration tool, whose user may create tables; null for none
   */
  private static ScriptSchemaInitializer scripts(
      StreamCatProperties properties,
      ObjectProvider<DataSource> own,
      ObjectProvider<DataSource> all,
      @Nullable DataSource tool) {
    DataSource chosen = StreamCatDataSources.choose(own, all);
    // The tool belongs to another database than a marked data source.
    DataSource owner = tool != null && own.getIfAvailable() == null ? tool : chosen;
    return new ScriptSchemaInitializer(chosen, owner, properties.jdbc());
  }

  /** Separate, because Flyway may be absent. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(Flyway.class)
  @ConditionalOnBean(Flyway.class)
  static class FlywayConfiguration {

    @Bean
    @ConditionalOnMissingBean
    StreamCatSchemaInitializer streamCatSchemaInitializer(
        StreamCatProperties properties,
        @StreamCatDataSource ObjectProvider<DataSource> own,
        ObjectProvider<DataSource> all,
        ObjectProvider<Flyway> flyway) {
      Flyway only = flyway.getIfUnique();
      return new FlywaySchemaInitializer(
          scripts(
              properties, own, all, only == null ? null : only.getConfiguration().getDataSource()));
    }

    /** Flyway belongs to another database than a marked data source. */
    @Bean
    @ConditionalOnMissingBean(annotation = StreamCatDataSource.class)
    Callback streamCatFlywayTablesFirst(
        StreamCatProperties properties, ObjectProvider<DataSource> all) {
      return new FlywayTablesFirst(properties, all.getObject()).callback();
    }
  }

  /** Separate, because Liquibase may be absent. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SpringLiquibase.class)
  @ConditionalOnBean(SpringLiquibase.class)
  static class LiquibaseConfiguration {

    @Bean
    @ConditionalOnMissingBean
    StreamCatSchemaInitializer streamCatSchemaInitializer(
        StreamCatProperties properties,
        @StreamCatDataSource ObjectProvider<DataSource> own,
        ObjectProvider<DataSource> all,
        ObjectProvider<SpringLiquibase> liquibase,
        ResourceLoader resources) {
      SpringLiquibase only = liquibase.getIfUnique();
      return new LiquibaseSchemaInitializer(
          scripts(properties, own, all, only == null ? null : only.getDataSource()), resources);
    }

    @Bean
    static LiquibaseTablesFirst streamCatLiquibaseTablesFirst(
        ObjectProvider<StreamCatProperties> properties,
        @StreamCatDataSource ObjectProvider<DataSource> own,
        ObjectProvider<DataSource> all) {
      return new LiquibaseTablesFirst(properties, own, all);
    }
  }

  static final class NotNever extends NoneNestedConditions {

    NotNever() {
      super(ConfigurationPhase.PARSE_CONFIGURATION);
    }

    @ConditionalOnProperty(name = "streamcat.jdbc.initialize-schema", havingValue = "never")
    static class Never {}
  }
}
