package io.streamcat.jdbc.database;

import io.streamcat.jdbc.TestDatabase;
import org.testcontainers.mysql.MySQLContainer;

class MySqlContainerIT extends ContainerContract {

  private static final TestDatabase DATABASE = TestDatabase.of(new MySQLContainer("mysql:8.4"));

  MySqlContainerIT() {
    super(DATABASE);
  }
}
