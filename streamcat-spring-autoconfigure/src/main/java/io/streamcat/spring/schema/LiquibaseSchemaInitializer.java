package io.streamcat.spring.schema;

import io.streamcat.spring.StreamCatSchemaInitializer;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.core.io.ResourceLoader;

/**
 * An initializer that runs the scripts with Liquibase. They are recorded in the application's
 * history, where Liquibase distinguishes them by the path of the change log.
 *
 * @param scripts the scripts
 * @param resources the loader of the change log
 */
record LiquibaseSchemaInitializer(ScriptSchemaInitializer scripts, ResourceLoader resources)
    implements StreamCatSchemaInitializer {

  @Override
  public void afterPropertiesSet() throws LiquibaseException {
    if (!scripts.hasStandardNames()) {
      scripts.schema().migrate();
      return;
    }
    SpringLiquibase liquibase = new SpringLiquibase();
    liquibase.setDataSource(scripts.owner());
    String schema = scripts.currentSchema();
    if (schema != null) {
      liquibase.setDefaultSchema(schema);
    }
    liquibase.setResourceLoader(resources);
    liquibase.setChangeLog("classpath:io/streamcat/jdbc/schema/liquibase.xml");
    liquibase.afterPropertiesSet();
  }
}
