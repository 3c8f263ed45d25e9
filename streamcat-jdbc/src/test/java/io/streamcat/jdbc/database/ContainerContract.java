package io.streamcat.jdbc.database;

import io.streamcat.jdbc.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;

/** The contract of the user repository on a database in a container. Skipped without Docker. */
abstract class ContainerContract extends JdbcContract {

  ContainerContract(TestDatabase database) {
    super(database, TestDatabase.Pool.STANDARD);
  }

  @BeforeAll
  static void requireDocker() {
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "Docker is not there");
  }
}
