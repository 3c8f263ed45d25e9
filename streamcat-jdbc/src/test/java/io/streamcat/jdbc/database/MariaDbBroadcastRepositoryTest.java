package io.streamcat.jdbc.database;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastRepositoryContract;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.TestDatabase;

class MariaDbBroadcastRepositoryTest extends BroadcastRepositoryContract {

  private final BroadcastRepository repository =
      JdbcBroadcastRepository.create(TestDatabase.MARIADB.empty());

  @Override
  protected BroadcastRepository repository() {
    return repository;
  }

  @Override
  protected BroadcastRepository otherServer() {
    return JdbcBroadcastRepository.create(TestDatabase.MARIADB.dataSource());
  }
}
