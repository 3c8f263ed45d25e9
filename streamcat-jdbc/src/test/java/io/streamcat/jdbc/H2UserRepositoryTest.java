package io.streamcat.jdbc;

import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserRepositoryContract;

class H2UserRepositoryTest extends UserRepositoryContract {

  private final UserRepository repository =
      JdbcUserRepository.builder(TestDatabase.H2.empty())
          .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
          .build();

  @Override
  protected UserRepository repository() {
    return repository;
  }
}
