package io.streamcat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.error.StorageException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What becomes of failures of the persistence provider. */
class JpaCallsTest {

  private static PersistenceException deadlock() {
    return new PersistenceException(
        "provider", new IllegalStateException(new SQLException("", "40P01")));
  }

  /** Fails as told, one call after the other, and then works. */
  private static final class Failing implements JpaTransactions {

    private final boolean joined;
    private final Deque<RuntimeException> failures = new ArrayDeque<>();

    Failing(boolean joined, RuntimeException... failures) {
      this.joined = joined;
      this.failures.addAll(List.of(failures));
    }

    @Override
    public <T> T inTransaction(Function<EntityManager, T> work) {
      if (!failures.isEmpty()) {
        throw failures.pop();
      }
      return work.apply(null);
    }

    @Override
    public boolean isTransactionActive() {
      return joined;
    }
  }

  private static String call(Failing transactions) {
    return new JpaCalls(transactions).call("do it", em -> "done");
  }

  @Test
  void deadlock_isTriedAgain() {
    assertThat(call(new Failing(false, deadlock(), deadlock()))).isEqualTo("done");
  }

  @Test
  void deadlock_againAndAgain_isGivenUpForNow() {
    Failing failing =
        new Failing(false, deadlock(), deadlock(), deadlock(), deadlock(), deadlock(), deadlock());

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> call(failing))
        .withMessageContaining("could not do it")
        .withMessageContaining("40P01")
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(failing.failures).hasSize(1);
  }

  @Test
  void deadlock_inTheCallersTransaction_isForTheCallerToRepeat() {
    Failing failing = new Failing(true, deadlock(), deadlock());

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> call(failing))
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(failing.failures).hasSize(1);
  }

  @Test
  void lostConnection_mayPass_unknownColumnNot() {
    assertThat(failure(new PersistenceException(new SQLException("", "08006"))).retryable())
        .isTrue();
    assertThat(failure(new PersistenceException(new SQLException("", "42703"))).retryable())
        .isFalse();
  }

  @Test
  void providersOwnFailure_mayPassIfItIsAboutLocks() {
    assertThat(failure(new OptimisticLockException("stale")).retryable()).isTrue();
    assertThat(failure(new PersistenceException("strange")).retryable()).isFalse();
  }

  private static StorageException failure(RuntimeException cause) {
    try {
      call(new Failing(false, cause));
    } catch (StorageException e) {
      return e;
    }
    throw new AssertionError("nothing was thrown");
  }

  @Test
  void anythingElse_isPassedOn() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> call(new Failing(false, new IllegalStateException("closed"))))
        .withMessage("closed");
  }
}
