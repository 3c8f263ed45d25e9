package io.streamcat.jdbc;

import io.streamcat.error.StorageException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PessimisticLockException;
import jakarta.persistence.QueryTimeoutException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works in a transaction, and says in this library's words what went wrong.
 *
 * @param transactions where transactions come from
 */
record JpaCalls(JpaTransactions transactions) {

  private static final Logger log = LoggerFactory.getLogger(JpaUserRepository.class);

  /** What passes, when no database says so itself. */
  private static final List<Class<? extends PersistenceException>> PASSING =
      List.of(
          LockTimeoutException.class,
          OptimisticLockException.class,
          PessimisticLockException.class,
          QueryTimeoutException.class);

  /**
   * Checks that the persistence unit has an entity.
   *
   * @param classes where all classes it has to have are listed
   * @throws StorageException if it has not, or the database cannot be reached
   */
  void require(Class<?> entity, String classes) {
    boolean known =
        call(
            "begin a transaction",
            em ->
                em.getMetamodel().getEntities().stream()
                    .anyMatch(type -> type.getJavaType() == entity));
    if (!known) {
      throw new StorageException(
          "the persistence unit does not know "
              + entity.getName()
              + "; list "
              + classes
              + " in it, or have the package "
              + entity.getPackageName()
              + " scanned for entities",
          false,
          null);
    }
  }

  /** The work may be repeated, if the transaction is not the caller's. */
  <T> T call(String action, Function<EntityManager, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return transactions.inTransaction(work);
      } catch (RuntimeException e) {
        SQLException cause = sqlCause(e);
        if (cause == null
            || !SqlFailure.isGivenUp(cause)
            || attempt == SqlFailure.ATTEMPTS
            || transactions.isTransactionActive()) {
          throw failure(action, e, cause);
        }
        log.debug("Trying again to {}", action, e);
      }
    }
  }

  private static RuntimeException failure(
      String action, RuntimeException e, @Nullable SQLException cause) {
    if (cause != null) {
      return SqlFailure.of(action, cause);
    }
    return e instanceof PersistenceException
        ? new StorageException(
            "could not " + action + ": " + e.getMessage(),
            PASSING.stream().anyMatch(type -> type.isInstance(e)),
            e)
        : e;
  }

  /** A framework may have wrapped the provider's exception, which wraps the driver's. */
  private static @Nullable SQLException sqlCause(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
