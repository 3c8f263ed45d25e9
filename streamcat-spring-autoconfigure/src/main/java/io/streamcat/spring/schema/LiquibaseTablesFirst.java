package io.streamcat.spring.schema;

import io.streamcat.jdbc.ConnectionSource;
import io.streamcat.spring.internal.StreamCatDataSources;
import io.streamcat.spring.internal.StreamCatProperties;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * A post-processor that creates StreamCat's tables before the application's change log runs, which
 * may refer to them. {@link LiquibaseSchemaInitializer} runs the same scripts later, and records
 * them.
 *
 * @param properties the properties
 * @param own the data source that is marked as StreamCat's own, if there is one
 * @param all the data source of the application
 */
record LiquibaseTablesFirst(
    ObjectProvider<StreamCatProperties> properties,
    ObjectProvider<DataSource> own,
    ObjectProvider<DataSource> all)
    implements BeanPostProcessor {

  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    if (bean instanceof SpringLiquibase liquibase && liquibase.getDataSource() != null) {
      createTables(liquibase.getDataSource());
    }
    return bean;
  }

  private void createTables(DataSource owner) {
    DataSource dataSource = StreamCatDataSources.choose(own, all);
    if (owner == dataSource || own.getIfAvailable() == null) {
      ScriptSchemaInitializer scripts =
          new ScriptSchemaInitializer(dataSource, owner, properties.getObject().jdbc());
      scripts.schema(ConnectionSource.of(owner), scripts.currentSchema()).migrate();
    }
  }
}
