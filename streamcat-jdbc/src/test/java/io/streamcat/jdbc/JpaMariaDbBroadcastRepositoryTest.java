package io.streamcat.jdbc;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastRepositoryContract;

class JpaMariaDbBroadcastRepositoryTest extends BroadcastRepositoryContract {

  private final BroadcastRepository repository =
      JpaBroadcastRepository.create(JpaUnits.of(TestDatabase.MARIADB));

  @Override
  protected BroadcastRepository repository() {
    return repository;
  }
}
