package io.streamcat.spring.schema;

import io.streamcat.jdbc.ConnectionSource;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.jdbc.TableNames;
import io.streamcat.spring.StreamCatSchemaInitializer;
import io.streamcat.spring.internal.DatabaseSettings;
import io.streamcat.spring.internal.StreamCatProperties.InitializeSchema;
import io.streamcat.spring.internal.StreamCatProperties.Jdbc;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;

/**
 * Runs the scripts, if the database is embedded or that is asked for.
 *
 * @param dataSource the data source users are kept in
 * @param properties says when, and what the tables are called
 */
record ScriptSchemaInitializer(DataSource dataSource, Jdbc properties)
    implements StreamCatSchemaInitializer {

  @Override
  public void afterPropertiesSet() {
    if (properties.initializeSchema() == InitializeSchema.ALWAYS
        || EmbeddedDatabaseConnection.isEmbedded(dataSource)) {
      schema().migrate();
    }
  }

  StreamCatSchema schema() {
    return StreamCatSchema.of(ConnectionSource.of(dataSource), DatabaseSettings.tables(properties));
  }

  /** Tells whether the tables have the names the scripts have for them. */
  boolean hasStandardNames() {
    return DatabaseSettings.tables(properties).equals(TableNames.standard());
  }
}
