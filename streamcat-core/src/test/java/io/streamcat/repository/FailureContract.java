package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.stage;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.StorageException;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Writes whose answer is lost, and writes that fail halfway. */
abstract class FailureContract extends ContractPart {

  FailureContract(UserRepositoryContract contract) {
    super(contract);
  }

  @Test
  void insert_answerLost_isRecognisedByItsRevision() {
    UserRepository losing = required(contract().losingAnswers());
    UserRecord todd = full("1");

    assertLost(() -> losing.insert(todd));

    assertThat(repository().findByKey(todd.key()).map(UserRecord::revision))
        .contains(todd.revision());
    assertStored(todd);
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> repository().insert(todd));
  }

  @Test
  void update_answerLost_isRecognisedByItsRevision() {
    UserRepository losing = required(contract().losingAnswers());
    UserRecord todd = inserted(full("1"));
    UserRecord next = todd.leased(null).written(writer());

    assertLost(() -> losing.update(todd, next));

    assertThat(repository().update(todd, next)).isFalse();
    assertThat(repository().findByKey(todd.key()).map(UserRecord::revision))
        .contains(next.revision());
    assertStored(next);
  }

  @Test
  void update_answerLostAndAnotherWriteFollows_isNotTheLastWrite() {
    UserRepository losing = required(contract().losingAnswers());
    UserRecord todd = inserted(full("1"));
    UserRecord next = todd.leased(null).written(writer());

    assertLost(() -> losing.update(todd, next));
    UserRecord later = updated(next, next.with(tasks -> PendingTasks.NONE));

    assertThat(repository().update(todd, next)).isFalse();
    assertStored(later);
  }

  @Test
  void delete_answerLost_leavesNothing() {
    UserRepository losing = required(contract().losingAnswers());
    UserRecord todd = inserted(full("1"));

    assertLost(() -> losing.delete(todd));

    assertAbsent(todd);
    assertThat(repository().delete(todd)).isFalse();
  }

  @Test
  void insert_failsHalfway_changesNothing() {
    UserRepository breaking = required(contract().breakingOff());
    UserRecord todd = full("1");

    assertThatThrownBy(() -> breaking.insert(todd)).isInstanceOf(Error.class);

    assertAbsent(todd);
    assertThat(repository().findByResource(stage(todd.key()).arn())).isEmpty();
    assertStored(inserted(todd));
  }

  @Test
  void update_failsHalfway_changesNothing() {
    UserRepository breaking = required(contract().breakingOff());
    UserRecord todd = inserted(active("1", "todd"));
    UserRecord next = Components.with(full("1"), "revision", todd.revision().next(writer()));

    assertThatThrownBy(() -> breaking.update(todd, next)).isInstanceOf(Error.class);

    assertStored(todd);
    assertThat(repository().update(todd, next)).isTrue();
    assertStored(next);
  }

  @Test
  void delete_failsHalfway_changesNothing() {
    UserRepository breaking = required(contract().breakingOff());
    UserRecord todd = inserted(full("1"));

    assertThatThrownBy(() -> breaking.delete(todd)).isInstanceOf(Error.class);

    assertStored(todd);
    assertThat(repository().counts(NOW).byState()).hasSize(1);
  }

  private static void assertLost(ThrowingCallable write) {
    assertThatExceptionOfType(StorageException.class).isThrownBy(write);
  }

  private static UserRepository required(Optional<UserRepository> repository) {
    assumeTrue(repository.isPresent(), "the store does not support this failure");
    return repository.get();
  }
}
