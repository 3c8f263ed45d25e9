package io.streamcat.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.jdbc.TestDatabase;
import io.streamcat.jdbc.internal.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** MySQL's driver on a MariaDB server. */
class MySqlDriverUserRepositoryTest extends JdbcContract {

  MySqlDriverUserRepositoryTest() {
    super(TestDatabase.MYSQL_DRIVER, TestDatabase.Pool.STANDARD);
  }

  @Test
  void database_mySqlDriverOnMariaDb_isRecognizedAsMariaDb() throws SQLException {
    try (Connection connection = TestDatabase.MYSQL_DRIVER.dataSource().getConnection()) {
      assertThat(Database.of(connection)).isEqualTo(Database.MARIADB);
    }
  }
}
