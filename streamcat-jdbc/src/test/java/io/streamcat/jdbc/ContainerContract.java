package io.streamcat.jdbc;

import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserRepositoryContract;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;

/** Runs where Docker is, and is reported as skipped where it is not. */
abstract class ContainerContract extends UserRepositoryContract {

  private final UserRepository repository;

  ContainerContract(TestDatabase database) {
    repository =
        JdbcUserRepository.builder(database.empty())
            .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
            .build();
  }

  @BeforeAll
  static void requireDocker() {
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "Docker is not there");
  }

  @Override
  protected UserRepository repository() {
    return repository;
  }
}
