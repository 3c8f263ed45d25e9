package io.streamcat.spring.schema;

import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.ConnectionSource;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.jdbc.TableNames;
import io.streamcat.spring.StreamCatSchemaInitializer;
import io.streamcat.spring.internal.DatabaseSettings;
import io.streamcat.spring.internal.StreamCatProperties.InitializeSchema;
import io.streamcat.spring.internal.StreamCatProperties.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;

/**
 * An initializer that runs the scripts itself, if the database is embedded or the property is
 * {@code always}.
 *
 * @param dataSource the data source of the tables
 * @param owner the data source that may create them, which may connect as another user
 * @param properties the properties of the database
 */
record ScriptSchemaInitializer(DataSource dataSource, DataSource owner, Jdbc properties)
    implements StreamCatSchemaInitializer {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  @Override
  public void afterPropertiesSet() {
    if (properties.initializeSchema() == InitializeSchema.ALWAYS
        || EmbeddedDatabaseConnection.isEmbedded(dataSource)) {
      schema().migrate();
    }
  }

  StreamCatSchema schema() {
    return schema(ConnectionSource.of(owner), currentSchema());
  }

  /**
   * Returns the schema on other connections.
   *
   * @param schema the schema to use if none is configured; null for that of the connections
   */
  StreamCatSchema schema(ConnectionSource connections, @Nullable String schema) {
    TableNames tables = DatabaseSettings.tables(properties);
    return StreamCatSchema.of(
        connections,
        tables.schema() != null || schema == null
            ? tables
            : new TableNames(schema, tables.prefix()));
  }

  /** Returns whether the tables have their standard names. */
  boolean hasStandardNames() {
    return DatabaseSettings.tables(properties).equals(TableNames.standard());
  }

  /** Returns {@link #schemaOf} the application, or null if its connections are the owner's. */
  @Nullable String currentSchema() {
    return owner == dataSource ? null : schemaOf(dataSource);
  }

  /**
   * Returns the schema (in MySQL and MariaDB: the database) of a data source's connections, in
   * which StreamCat looks for its tables; null if its name needs quotes.
   */
  static @Nullable String schemaOf(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      String schema = connection.getSchema();
      String name = schema == null ? connection.getCatalog() : schema;
      return name != null && IDENTIFIER.matcher(name).matches() ? name : null;
    } catch (SQLException e) {
      throw new StorageException("could not connect to the database: " + e.getMessage(), true, e);
    }
  }
}
