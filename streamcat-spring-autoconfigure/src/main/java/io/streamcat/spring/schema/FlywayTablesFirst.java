package io.streamcat.spring.schema;

import io.streamcat.spring.internal.StreamCatProperties;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.sql.DataSource;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A callback that creates StreamCat's tables before the first migration of the application, which
 * may refer to them.
 *
 * <p>It runs after Flyway has found the schema empty and has created the application's history. It
 * uses Flyway's connection, because a small pool may have no other one. {@link
 * FlywaySchemaInitializer} runs the same scripts later, with a history of their own, which changes
 * nothing.
 *
 * <p>The callback is a proxy, because Flyway 12 has changed the types of the parameters.
 *
 * @param properties the properties
 * @param dataSource the data source of the application
 */
record FlywayTablesFirst(StreamCatProperties properties, DataSource dataSource)
    implements InvocationHandler {

  Callback callback() {
    return (Callback)
        Proxy.newProxyInstance(
            Callback.class.getClassLoader(), new Class<?>[] {Callback.class}, this);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    if (arguments == null) {
      return method.getName().equals("hashCode") ? System.identityHashCode(proxy) : "streamcat";
    }
    return switch (method.getName()) {
      case "supports" -> isBeforeMigrate(arguments[0]);
      case "handle" -> createTables((Context) arguments[1]);
      case "equals" -> proxy == arguments[0];
      // It can be handled inside a transaction.
      default -> true;
    };
  }

  private static boolean isBeforeMigrate(Object event) {
    return ((Enum<?>) event).name().equals(Event.BEFORE_MIGRATE.name());
  }

  private int createTables(Context context) {
    Configuration flyway = context.getConfiguration();
    return new ScriptSchemaInitializer(dataSource, dataSource, properties.jdbc())
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
}
