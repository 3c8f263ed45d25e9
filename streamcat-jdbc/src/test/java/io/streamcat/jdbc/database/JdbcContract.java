package io.streamcat.jdbc.database;

import io.streamcat.jdbc.ConnectionSource;
import io.streamcat.jdbc.FaultyConnections;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.jdbc.TestKeys;
import io.streamcat.repository.UserRepository;
import io.streamcat.repository.UserRepositoryContract;
import java.util.Optional;
import javax.sql.DataSource;

/** The contract of the user repository on a database, with all secrets encrypted. */
abstract class JdbcContract extends UserRepositoryContract {

  private final DataSource dataSource;
  private final UserRepository repository;

  /**
   * Empties the tables of a database.
   *
   * @param pool the connections to use
   */
  JdbcContract(TestDatabase database, TestDatabase.Pool pool) {
    database.empty();
    dataSource = database.dataSource(pool);
    repository = repository(ConnectionSource.of(dataSource));
  }

  private UserRepository repository(ConnectionSource connections) {
    return JdbcUserRepository.builder(connections)
        .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
        .build();
  }

  @Override
  protected UserRepository repository() {
    return repository;
  }

  @Override
  protected UserRepository otherServer() {
    return repository(ConnectionSource.of(dataSource));
  }

  @Override
  protected Optional<UserRepository> losingAnswers() {
    return Optional.of(repository(FaultyConnections.losingAnswers(dataSource)));
  }

  @Override
  protected Optional<UserRepository> breakingOff() {
    return Optional.of(repository(FaultyConnections.breakingOff(dataSource)));
  }
}
