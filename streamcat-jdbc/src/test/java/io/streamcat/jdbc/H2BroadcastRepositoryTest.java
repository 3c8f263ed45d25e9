package io.streamcat.jdbc;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastRepositoryContract;

class H2BroadcastRepositoryTest extends BroadcastRepositoryContract {

  private final BroadcastRepository repository =
      JdbcBroadcastRepository.create(TestDatabase.H2.empty());

  @Override
  protected BroadcastRepository repository() {
    return repository;
  }

  @Override
  protected BroadcastRepository otherServer() {
    return JdbcBroadcastRepository.create(TestDatabase.H2.dataSource());
  }
}
