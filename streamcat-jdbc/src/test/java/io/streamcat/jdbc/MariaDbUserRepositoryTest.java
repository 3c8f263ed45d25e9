package io.streamcat.jdbc;

import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserRepositoryContract;

class MariaDbUserRepositoryTest extends UserRepositoryContract {

  private final UserRepository repository =
      JdbcUserRepository.builder(TestDatabase.MARIADB.empty())
          .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
          .build();

  @Override
  protected UserRepository repository() {
    return repository;
  }
}
