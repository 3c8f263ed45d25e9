package io.streamcat.jdbc.failures;

import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.provisioning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import org.junit.jupiter.api.Test;

/** A record with a task or a state that only a newer release knows. */
class UnreadableRecordTest {

  private final UserRepository users = JdbcUserRepository.create(TestDatabase.H2.empty());
  private final UserRecord newer = provisioning("1", "todd", null);
  private final UserRecord own = provisioning("2", "ann", null);

  private void insertBoth() {
    users.insert(newer);
    users.insert(own);
    TestDatabase.H2.execute(
        "UPDATE streamcat_user SET pending = '[{\"task\": \"MOVE_REGION\","
            + " \"nextAttempt\": \"2026-11-23T12:00:00Z\"}]' WHERE user_id = '1'");
  }

  @Test
  void pending_unknownTask_skipsTheRecord() {
    insertBoth();

    assertThat(users.pending(HOME, MUCH_LATER, 10)).containsExactly(own);
  }

  @Test
  void pending_unreadableRecordsFillTheLimit_findsTheOthers() {
    insertBoth();

    assertThat(users.pending(HOME, MUCH_LATER, 1)).containsExactly(own);
  }

  /** A plan without the record would treat its resources as orphans. */
  @Test
  void page_unreadableRecord_fails() {
    insertBoth();

    assertThatExceptionOfType(StorageException.class).isThrownBy(() -> users.page(null, 10));
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> users.findById(newer.id()))
        .withMessageContaining("newer release");
  }

  /** The state of a suspended user, for example, in a newer release. */
  @Test
  void pending_unknownState_skipsTheRecord() {
    users.insert(newer);
    users.insert(own);
    TestDatabase.H2.execute("UPDATE streamcat_user SET state = 'PAUSED' WHERE user_id = '1'");

    assertThat(users.pending(HOME, MUCH_LATER, 10)).containsExactly(own);
    assertThatExceptionOfType(StorageException.class).isThrownBy(() -> users.findById(newer.id()));
  }
}
