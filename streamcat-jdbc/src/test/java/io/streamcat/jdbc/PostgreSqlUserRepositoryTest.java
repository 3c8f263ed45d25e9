package io.streamcat.jdbc;

class PostgreSqlUserRepositoryTest extends JdbcContract {

  PostgreSqlUserRepositoryTest() {
    super(TestDatabase.POSTGRESQL, TestDatabase.Pool.STANDARD);
  }
}
