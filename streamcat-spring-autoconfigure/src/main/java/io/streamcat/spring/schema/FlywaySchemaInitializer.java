package io.streamcat.spring.schema;

import io.streamcat.spring.StreamCatSchemaInitializer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * An initializer that runs the scripts with Flyway. They have a separate history table, so that
 * their version numbers cannot collide with the application's.
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
    FluentConfiguration flyway = Flyway.configure().dataSource(scripts.owner());
    String schema = scripts.currentSchema();
    if (schema != null) {
      flyway.defaultSchema(schema).createSchemas(false);
    }
    flyway
        .locations("classpath:" + scripts.schema().scripts())
        .table("streamcat_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
