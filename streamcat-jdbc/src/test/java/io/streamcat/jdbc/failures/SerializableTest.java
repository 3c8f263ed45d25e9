package io.streamcat.jdbc.failures;

import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.chatRoom;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.stage;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Registrations by many threads in serializable transactions. */
class SerializableTest {

  private static final int USERS = 200;

  private static Stream<TestDatabase> databases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void registrations_serializable_allSucceed(TestDatabase database) throws Exception {
    database.empty();
    UserRepository users =
        JdbcUserRepository.create(
            database.dataSource(new TestDatabase.Pool(true, "TRANSACTION_SERIALIZABLE")));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> registrations = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        String id = "user-" + i;
        registrations.add(threads.submit(() -> register(users, id)));
      }
      for (Future<?> registration : registrations) {
        registration.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(users.counts(NOW).byState()).containsEntry(UserState.ACTIVE, (long) USERS);
  }

  private static void register(UserRepository users, String id) {
    UserRecord intended = provisioning(id, id, null);
    users.insert(intended);
    assertThat(users.findByUsername(id)).isPresent();
    UserRecord complete =
        intended
            .recorded(channel(id), NOW)
            .recorded(chatRoom(id), NOW)
            .recorded(stage(id), NOW)
            .leased(null)
            .written(writer());
    assertThat(users.update(intended, complete)).isTrue();
  }
}
