package io.streamcat.spring.schema;

import io.streamcat.spring.StreamCatSchemaInitializer;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.core.io.ResourceLoader;

/**
 * Has Liquibase run the scripts; they stand in its history beside the application's, which it tells
 * apart by the change log's path.
 *
 * @param scripts the scripts
 * @param resources finds the change log
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
    liquibase.setDataSource(scripts.dataSource());
    liquibase.setResourceLoader(resources);
    liquibase.setChangeLog("classpath:db/streamcat/liquibase.xml");
    liquibase.afterPropertiesSet();
  }
}
