package io.streamcat.jdbc.database;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastRepositoryContract;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.TestDatabase;

/** MySQL's script and MySQL's driver, on a MariaDB server. */
class MySqlDriverBroadcastRepositoryTest extends BroadcastRepositoryContract {

  private final BroadcastRepository repository =
      JdbcBroadcastRepository.create(TestDatabase.MYSQL_DRIVER.empty());

  @Override
  protected BroadcastRepository repository() {
    return repository;
  }

  @Override
  protected BroadcastRepository otherServer() {
    return JdbcBroadcastRepository.create(TestDatabase.MYSQL_DRIVER.dataSource());
  }
}
