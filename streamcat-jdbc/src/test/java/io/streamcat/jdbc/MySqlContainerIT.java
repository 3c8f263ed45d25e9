package io.streamcat.jdbc;

import io.streamcat.user.UserRepository;
import io.streamcat.user.UserRepositoryContract;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mysql.MySQLContainer;

/** Runs where Docker is, and is reported as skipped where it is not. */
class MySqlContainerIT extends UserRepositoryContract {

  private static final TestDatabase DATABASE = TestDatabase.of(new MySQLContainer("mysql:8.4"));

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
