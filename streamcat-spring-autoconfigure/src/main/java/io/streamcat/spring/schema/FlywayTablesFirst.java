package io.streamcat.spring.schema;

import io.streamcat.spring.internal.StreamCatProperties;
import javax.sql.DataSource;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * A callback that creates StreamCat's tables before the first migration of the application, which
 * may refer to them.
 *
 * <p>It runs after Flyway has found the schema empty and has created the application's history. It
 * uses Flyway's connection, because a small pool may have no other one. {@link
 * FlywaySchemaInitializer} runs the same scripts later, with a history of their own, which changes
 * nothing.
 *
 * @param properties the properties
 * @param dataSource the data source of the application
 */
record FlywayTablesFirst(StreamCatProperties properties, DataSource dataSource)
    implements Callback {

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    Configuration flyway = context.getConfiguration();
    new ScriptSchemaInitializer(dataSource, dataSource, properties.jdbc())
        .schema(
            new BorrowedConnection(context.getConnection()),
            isOfApplication(flyway) ? null : ScriptSchemaInitializer.schemaOf(dataSource))
        .migrate();
  }

  /** Returns whether Flyway's connections have the same user and schema as the application's. */
  private boolean isOfApplication(Configuration flyway) {
    return flyway.getDataSource() == dataSource
        && flyway.getDefaultSchema() == null
        && flyway.getSchemas().length == 0;
  }

  @Override
  public String getCallbackName() {
    return "streamcat";
  }
}
