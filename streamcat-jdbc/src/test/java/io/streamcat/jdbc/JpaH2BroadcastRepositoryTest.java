package io.streamcat.jdbc;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastRepositoryContract;

class JpaH2BroadcastRepositoryTest extends BroadcastRepositoryContract {

  private final BroadcastRepository repository =
      JpaBroadcastRepository.create(JpaUnits.of(TestDatabase.H2));

  @Override
  protected BroadcastRepository repository() {
    return repository;
  }
}
