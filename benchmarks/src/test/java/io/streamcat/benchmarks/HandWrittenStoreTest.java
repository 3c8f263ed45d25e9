package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is compared with the repository does the same work. */
class HandWrittenStoreTest {

  @Test
  void register_leavesTheRowsOfTheLibrary() throws IOException {
    Database database = new Database();
    try {
      String id = new RepositoryBenchmark().registerByHand(database);
      Map<String, Object> byHand = database.byHand().find(id);
      User user = database.library().findById(UserId.of(id)).map(StoredUser::user).orElseThrow();

      assertThat(user.state()).isEqualTo(UserState.ACTIVE);
      assertThat(user.channel()).isEqualTo(new StoreSamples(id).channel());
      assertThat(user.chatRoom()).isEqualTo(new StoreSamples(id).room());
      assertThat(byHand)
          .containsEntry("stage_arn", new StoreSamples(id).stage().arn())
          .containsEntry("lease_owner", null);
      assertThat(new RepositoryBenchmark().registerLibrary(database)).isNotEqualTo(id);
    } finally {
      database.stop();
    }
  }
}
