package io.streamcat.user;

class InMemoryUserRepositoryTest extends UserRepositoryContract {

  private final UserRepository repository = UserRepository.inMemory();

  @Override
  protected UserRepository repository() {
    return repository;
  }
}
