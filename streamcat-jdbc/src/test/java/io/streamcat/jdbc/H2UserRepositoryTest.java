package io.streamcat.jdbc;

class H2UserRepositoryTest extends JdbcContract {

  H2UserRepositoryTest() {
    super(TestDatabase.H2, TestDatabase.Pool.STANDARD);
  }
}
