package io.streamcat.jdbc;

import static io.streamcat.repository.SampleRecords.complete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.exception.StorageException;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of H2 in a file, as a process leaves it that is killed after a commit. */
@Guarantee("STORE-16")
class H2FileTest {

  @TempDir private Path directory;

  private HikariDataSource open(String name, String settings) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:" + directory.resolve(name) + ";FILE_LOCK=NO" + settings);
    pool.setUsername("sa");
    return pool;
  }

  private HikariDataSource open(String name) {
    return open(name, ";WRITE_DELAY=0");
  }

  private static JdbcUserRepository users(DataSource pool) {
    return JdbcUserRepository.builder(pool).streamKeys(StreamKeyStorage.plainText()).build();
  }

  private void assertStored(UserRecord user, String name) {
    try (HikariDataSource pool = open(name)) {
      assertThat(users(pool).findByKey(user.key())).map(UserRecord::key).contains(user.key());
    }
  }

  /** Copies the file: a kill stops all writes to it, and so does a copy. */
  private void kill(String name) throws IOException {
    Files.copy(directory.resolve("users.mv.db"), directory.resolve(name + ".mv.db"));
  }

  @Test
  void insert_processIsKilledAtOnce_isStored() throws IOException {
    UserRecord todd = complete("1", "todd");
    UserRecord ann = complete("2", "ann");
    try (HikariDataSource pool = open("users")) {
      StreamCatSchema.of(pool).migrate();
      users(pool).insert(todd);
      kill("first");
    }
    try (HikariDataSource reopened = open("users")) {
      users(reopened).insert(ann);
      kill("second");
    }

    assertStored(todd, "first");
    assertStored(ann, "second");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";WRITE_DELAY=100"})
  void build_commitsAreWrittenLater_isRejected(String settings) {
    try (HikariDataSource pool = open("users")) {
      StreamCatSchema.of(pool).migrate();
    }

    try (HikariDataSource pool = open("users", settings)) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> users(pool))
          .withMessageMatching("H2 writes commits to its file [15]00 ms later.*WRITE_DELAY=0.*");
    }
  }

  @Test
  void build_databaseInMemory_isAccepted() {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl("jdbc:h2:mem:h2-file-test");
      StreamCatSchema.of(pool).migrate();

      assertThat(users(pool).findByUsername("todd")).isEmpty();
    }
  }
}
