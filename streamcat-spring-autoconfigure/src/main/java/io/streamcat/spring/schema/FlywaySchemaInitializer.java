package io.streamcat.spring.schema;

import io.streamcat.spring.StreamCatSchemaInitializer;
import org.flywaydb.core.Flyway;

/**
 * Has Flyway run the scripts, with a history of their own, so that their numbers and the
 * application's do not meet.
 *
 * @param scripts the scripts
 */
record FlywaySchemaInitializer(ScriptSchemaInitializer scripts)
    implements StreamCatSchemaInitializer {

  @Override
  public void afterPropertiesSet() {
    if (!scripts.hasStandardNames()) {
      scripts.schema().migrate();
      return;
    }
    Flyway.configure()
        .dataSource(scripts.dataSource())
        .locations("classpath:" + scripts.schema().scripts())
        .table("streamcat_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
