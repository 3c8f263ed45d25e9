package io.streamcat.jdbc;

import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserRepositoryContract;

class JpaMariaDbUserRepositoryTest extends UserRepositoryContract {

  private final UserRepository repository = JpaUnits.repository(JpaUnits.of(TestDatabase.MARIADB));

  @Override
  protected UserRepository repository() {
    return repository;
  }
}
