package io.streamcat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserRepositoryContract;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** MySQL's script and MySQL's driver, on a MariaDB that passes for a MySQL. */
class MySqlDriverUserRepositoryTest extends UserRepositoryContract {

  private final UserRepository repository =
      JdbcUserRepository.builder(TestDatabase.MYSQL_DRIVER.empty())
          .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
          .build();

  @Override
  protected UserRepository repository() {
    return repository;
  }

  @Test
  void database_isTakenForMySql() throws SQLException {
    try (Connection connection = TestDatabase.MYSQL_DRIVER.dataSource().getConnection()) {
      assertThat(Database.of(connection)).isEqualTo(Database.MYSQL);
    }
  }
}
