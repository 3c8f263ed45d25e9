package io.streamcat.jdbc;

import io.streamcat.user.UserRepository;
import io.streamcat.user.UserRepositoryContract;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Runs where Docker is, and is reported as skipped where it is not. */
class PostgreSqlContainerIT extends UserRepositoryContract {

  private static final TestDatabase DATABASE =
      TestDatabase.of(new PostgreSQLContainer("postgres:17"));

  @BeforeAll
  static void requireDocker() {
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "Docker is not there");
  }

  private final UserRepository repository =
      JdbcUserRepository.builder(DATABASE.empty())
          .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
          .build();

  @Override
  protected UserRepository repository() {
    return repository;
  }
}
