package io.streamcat.jdbc.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.StorageException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recognition of databases. */
class DatabaseTest {

  /** The names that drivers give, and the versions that servers give. */
  @ParameterizedTest
  @CsvSource({
    "MySQL, 8.0.36, MYSQL",
    "MySQL, 8.0.mysql_aurora.3.05.2, MYSQL",
    "MySQL, 10.11.6-MariaDB-log, MARIADB",
    "MySQL, 5.5.5-10.6.16-MariaDB-1:10.6.16+maria~ubu2004, MARIADB",
    "MariaDB, 8.4.0, MYSQL",
    "MariaDB, 11.4.2-MariaDB, MARIADB",
    "PostgreSQL, , POSTGRESQL",
    "H2, REGULAR, H2"
  })
  void of_driverAndServer_serverDecides(String driver, String server, Database expected)
      throws SQLException {
    assertThat(Database.of(connection(driver, server))).isEqualTo(expected);
  }

  @Test
  void of_otherDatabase_isRejected() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.of(connection("Oracle", "23ai")))
        .withMessage(
            "the database 'Oracle' is not supported; use PostgreSQL, MySQL, MariaDB or H2");
  }

  private static Connection connection(String driver, String server) {
    DatabaseMetaData metaData = fake(DatabaseMetaData.class, (proxy, method, arguments) -> driver);
    Statement statement =
        fake(
            Statement.class,
            (proxy, method, arguments) ->
                method.getName().equals("executeQuery")
                    ? rows(((String) arguments[0]).contains("DELAY") ? "0" : String.valueOf(server))
                    : null);
    return fake(
        Connection.class,
        (proxy, method, arguments) ->
            method.getName().equals("getMetaData") ? metaData : statement);
  }

  private static ResultSet rows(String only) {
    Iterator<String> rows = List.of(only).iterator();
    return fake(
        ResultSet.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "next" -> rows.hasNext();
              case "getString" -> rows.next();
              default -> null;
            });
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
