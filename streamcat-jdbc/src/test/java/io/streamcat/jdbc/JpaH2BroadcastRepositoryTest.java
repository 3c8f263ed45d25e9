package io.streamcat.jdbc;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastRepositoryContract;
import jakarta.persistence.EntityManagerFactory;

class JpaH2BroadcastRepositoryTest extends BroadcastRepositoryContract {

  private final EntityManagerFactory factory = JpaUnits.of(TestDatabase.H2);
  private final BroadcastRepository repository = JpaBroadcastRepository.create(factory);

  @Override
  protected BroadcastRepository repository() {
    return repository;
  }

  @Override
  protected BroadcastRepository otherServer() {
    return JpaBroadcastRepository.create(factory);
  }
}
