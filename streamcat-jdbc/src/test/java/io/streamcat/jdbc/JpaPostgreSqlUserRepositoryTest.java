package io.streamcat.jdbc;

import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserRepositoryContract;

class JpaPostgreSqlUserRepositoryTest extends UserRepositoryContract {

  private final UserRepository repository =
      JpaUnits.repository(JpaUnits.of(TestDatabase.POSTGRESQL));

  @Override
  protected UserRepository repository() {
    return repository;
  }
}
