package io.streamcat.jdbc.database;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastRepositoryContract;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;

/**
 * The contract of the broadcast repository on a database in a container. Skipped without Docker.
 */
abstract class BroadcastContainerContract extends BroadcastRepositoryContract {

  private final BroadcastRepository repository;
  private final BroadcastRepository otherServer;

  BroadcastContainerContract(TestDatabase database) {
    repository = JdbcBroadcastRepository.create(database.empty());
    otherServer = JdbcBroadcastRepository.create(database.dataSource());
  }

  @BeforeAll
  static void requireDocker() {
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "Docker is not there");
  }

  @Override
  protected BroadcastRepository repository() {
    return repository;
  }

  @Override
  protected BroadcastRepository otherServer() {
    return otherServer;
  }
}
