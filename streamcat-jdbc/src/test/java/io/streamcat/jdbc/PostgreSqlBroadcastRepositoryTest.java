package io.streamcat.jdbc;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastRepositoryContract;

class PostgreSqlBroadcastRepositoryTest extends BroadcastRepositoryContract {

  private final BroadcastRepository repository =
      JdbcBroadcastRepository.create(TestDatabase.POSTGRESQL.empty());

  @Override
  protected BroadcastRepository repository() {
    return repository;
  }

  @Override
  protected BroadcastRepository otherServer() {
    return JdbcBroadcastRepository.create(TestDatabase.POSTGRESQL.dataSource());
  }
}
