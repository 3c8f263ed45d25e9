package io.streamcat.jdbc.database;

import io.streamcat.jdbc.TestDatabase;
import org.testcontainers.postgresql.PostgreSQLContainer;

class PostgreSqlBroadcastContainerIT extends BroadcastContainerContract {

  private static final TestDatabase DATABASE =
      TestDatabase.of(new PostgreSQLContainer("postgres:17"));

  PostgreSqlBroadcastContainerIT() {
    super(DATABASE);
  }
}
