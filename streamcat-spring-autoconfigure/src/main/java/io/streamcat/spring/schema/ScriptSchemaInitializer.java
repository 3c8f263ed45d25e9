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
 * An initializer that runs the scripts itself, if the database is embedded or the property is
 * {@code always}.
 *
 * @param dataSource the data source of the tables
 * @param properties the properties of the database
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

  /** Returns whether the tables have their standard names. */
  boolean hasStandardNames() {
    return DatabaseSettings.tables(properties).equals(TableNames.standard());
  }
}
