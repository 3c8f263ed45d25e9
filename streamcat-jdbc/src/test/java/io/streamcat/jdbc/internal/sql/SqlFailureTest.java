package io.streamcat.jdbc.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.exception.StorageException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The interpretation of the errors of every database. */
class SqlFailureTest {

  private static Stream<Arguments> failures() {
    return Stream.of(
        // PostgreSQL
        Arguments.of("40001", 0, true),
        Arguments.of("40P01", 0, true),
        Arguments.of("40003", 0, true),
        Arguments.of("55P03", 0, true),
        Arguments.of("57014", 0, true),
        Arguments.of("57P01", 0, true),
        Arguments.of("53300", 0, true),
        Arguments.of("08006", 0, true),
        Arguments.of("25006", 0, false),
        Arguments.of("42501", 0, false),
        Arguments.of("22001", 0, false),
        Arguments.of("23502", 0, false),
        // MySQL and MariaDB
        Arguments.of("40001", 1213, true),
        Arguments.of("40001", 1205, true),
        Arguments.of("HY000", 1205, true),
        Arguments.of("HY000", 1020, true),
        Arguments.of("70100", 1969, true),
        Arguments.of("HY000", 3024, true),
        Arguments.of("HY000", 1290, false),
        // H2
        Arguments.of("HYT00", 50200, true),
        Arguments.of("90131", 90131, true),
        Arguments.of("90067", 90067, true),
        // A pool
        Arguments.of(null, 0, true));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void of_anyState_isRetryableIfTransient(String state, int code, boolean isRetryable) {
    assertThat(SqlFailure.of("do it", new SQLException("failed", state, code)))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.retryable()).isEqualTo(isRetryable));
  }

  @ParameterizedTest
  @ValueSource(strings = {"22001", "23502", "23514"})
  void of_messageMayQuoteARow_omitsTheMessage(String state) {
    SQLException quoting = new SQLException("Failing row contains ($argon2id$secret)", state, 7);

    assertThat(SqlFailure.of("insert user 'todd'", quoting))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("could not insert user 'todd'")
        .hasMessageContaining(state)
        .hasMessageNotContaining("argon2id")
        .hasNoCause();
  }

  @Test
  void isRolledBack_unknownEffect_isFalse() {
    assertThat(SqlFailure.isRolledBack(new SQLException("unknown", "40003"))).isFalse();
    assertThat(SqlFailure.isRolledBack(new SQLException("lost", "08007"))).isFalse();
    assertThat(SqlFailure.isRolledBack(new SQLException("lock wait", "40001", 1205))).isFalse();
  }
}
