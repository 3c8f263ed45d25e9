package io.streamcat.jdbc;

class MariaDbUserRepositoryTest extends JdbcContract {

  MariaDbUserRepositoryTest() {
    super(TestDatabase.MARIADB, TestDatabase.Pool.STANDARD);
  }
}
