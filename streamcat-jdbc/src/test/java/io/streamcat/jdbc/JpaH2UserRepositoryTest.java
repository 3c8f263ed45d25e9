package io.streamcat.jdbc;

import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserRepositoryContract;

class JpaH2UserRepositoryTest extends UserRepositoryContract {

  private final UserRepository repository = JpaUnits.repository(JpaUnits.of(TestDatabase.H2));

  @Override
  protected UserRepository repository() {
    return repository;
  }
}
