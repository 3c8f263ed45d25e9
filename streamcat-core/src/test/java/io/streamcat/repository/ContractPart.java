package io.streamcat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.DuplicateUserException.Field;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** One topic of {@link UserRepositoryContract}. */
abstract class ContractPart {

  private final UserRepositoryContract contract;

  ContractPart(UserRepositoryContract contract) {
    this.contract = contract;
  }

  final UserRepositoryContract contract() {
    return contract;
  }

  final UserRepository repository() {
    return contract.repository();
  }

  final UserRepository otherServer() {
    return contract.otherServer();
  }

  final UserRecord inserted(UserRecord record) {
    repository().insert(record);
    return record;
  }

  /** Replaces a record and returns the written one. */
  final UserRecord updated(UserRecord before, UserRecord changed) {
    UserRecord next = changed.written(SampleRecords.writer());
    assertThat(repository().update(before, next)).isTrue();
    return next;
  }

  /** Returns a record as another writer would have written the same version of it. */
  static UserRecord byAnotherWriter(UserRecord record) {
    return Components.with(record, "revision.writer", SampleRecords.writer());
  }

  final void assertStored(UserRecord record) {
    assertThat(repository().findByKey(record.key())).contains(asStored(record));
  }

  final void assertAbsent(UserRecord record) {
    assertThat(repository().findByKey(record.key())).isEmpty();
  }

  final UserRecord asStored(UserRecord record) {
    return contract.asStored(record);
  }

  static void assertDuplicate(Field field, ThrowingCallable write) {
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(write)
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }
}
