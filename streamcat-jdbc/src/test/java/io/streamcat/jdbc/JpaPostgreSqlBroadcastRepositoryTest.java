package io.streamcat.jdbc;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastRepositoryContract;

class JpaPostgreSqlBroadcastRepositoryTest extends BroadcastRepositoryContract {

  private final BroadcastRepository repository =
      JpaBroadcastRepository.create(JpaUnits.of(TestDatabase.POSTGRESQL));

  @Override
  protected BroadcastRepository repository() {
    return repository;
  }
}
