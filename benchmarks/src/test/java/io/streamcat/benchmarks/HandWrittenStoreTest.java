package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.benchmarks.RepositoryBenchmark.Applicants;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests that the hand-written store does the same work as the repository. */
class HandWrittenStoreTest {

  @Test
  void register_newUser_writesRowsOfLibrary() throws IOException {
    Database database = new Database();
    try {
      String id = new RepositoryBenchmark().registerByHand(database, new Applicants());
      Map<String, Object> byHand = database.byHand().find(id);
      User user = database.library().findById(UserId.of(id)).map(UserRecord::user).orElseThrow();

      assertThat(user.state()).isEqualTo(UserState.ACTIVE);
      assertThat(user.channel())
          .usingRecursiveComparison()
          .ignoringFields("streamKey")
          .isEqualTo(StoreSamples.of(id).channel());
      assertThat(user.chatRoom()).isEqualTo(StoreSamples.of(id).room());
      assertThat(byHand)
          .containsEntry("stage_arn", StoreSamples.of(id).stage().arn())
          .containsEntry("lease_owner", null);
      String byLibrary = new RepositoryBenchmark().registerLibrary(database, new Applicants());
      assertThat(columns(database, byLibrary)).isEqualTo(columns(database, id));
    } finally {
      database.stop();
    }
  }

  /** Returns the columns that have a value. */
  private static Set<String> columns(Database database, String id) {
    return database.byHand().find(id).entrySet().stream()
        .filter(column -> column.getValue() != null)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
