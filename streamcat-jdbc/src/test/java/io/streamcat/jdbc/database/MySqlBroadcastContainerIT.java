package io.streamcat.jdbc.database;

import io.streamcat.jdbc.TestDatabase;
import org.testcontainers.mysql.MySQLContainer;

class MySqlBroadcastContainerIT extends BroadcastContainerContract {

  private static final TestDatabase DATABASE = TestDatabase.of(new MySQLContainer("mysql:8.4"));

  MySqlBroadcastContainerIT() {
    super(DATABASE);
  }
}
