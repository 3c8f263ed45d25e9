package io.streamcat.jdbc;

import static io.streamcat.repository.SampleRecords.complete;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of H2 in a file, as a process leaves it that is killed after a commit. */
@Guarantee("STORE-16")
class H2FileTest {

  @TempDir private Path directory;

  private HikariDataSource open(String name) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:" + directory.resolve(name) + ";FILE_LOCK=NO");
    pool.setUsername("sa");
    return pool;
  }

  @Test
  void insert_processIsKilledAtOnce_isStored() throws IOException {
    UserRecord todd = complete("1", "todd");
    try (HikariDataSource pool = open("users")) {
      StreamCatSchema.of(pool).migrate();
      JdbcUserRepository.builder(pool)
          .streamKeys(StreamKeyStorage.plainText())
          .build()
          .insert(todd);
      // A kill stops all writes to the file, and so does a copy of it.
      Files.copy(directory.resolve("users.mv.db"), directory.resolve("killed.mv.db"));
    }

    try (HikariDataSource pool = open("killed")) {
      assertThat(JdbcUserRepository.create(pool).findByUsername("todd"))
          .map(UserRecord::key)
          .contains(todd.key());
    }
  }
}
