package io.streamcat.broadcast;

class InMemoryBroadcastRepositoryTest extends BroadcastRepositoryContract {

  private final BroadcastRepository repository = BroadcastRepository.inMemory();

  @Override
  protected BroadcastRepository repository() {
    return repository;
  }
}
