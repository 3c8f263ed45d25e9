package io.streamcat.jdbc.database;

import io.streamcat.jdbc.TestDatabase;
import org.testcontainers.postgresql.PostgreSQLContainer;

class PostgreSqlContainerIT extends ContainerContract {

  private static final TestDatabase DATABASE =
      TestDatabase.of(new PostgreSQLContainer("postgres:17"));

  PostgreSqlContainerIT() {
    super(DATABASE);
  }
}
