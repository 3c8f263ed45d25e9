package io.streamcat.jdbc.queries;

import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.chatRoom;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.lease;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.stage;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.RecordedConnections;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.jdbc.TestKeys;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.UserId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The round trips of each method. */
@Guarantee("STORE-04")
class RoundTripsTest {

  private static final String EXECUTE = "execute";

  private static Stream<TestDatabase> databases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }

  private static Stream<TestDatabase> otherDatabases() {
    return databases().filter(database -> database != TestDatabase.POSTGRESQL);
  }

  private static UserRepository repository(RecordedConnections connections) {
    UserRepository users =
        JdbcUserRepository.builder(connections)
            .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
            .build();
    connections.clear();
    return users;
  }

  private static void register(UserRepository users) {
    UserRecord intended = provisioning("1", "todd", "registration-1");
    users.insert(intended);
    UserRecord complete =
        intended
            .recorded(channel("1"), LATER)
            .recorded(chatRoom("1"), LATER)
            .recorded(stage("1"), LATER)
            .leased(null)
            .written(writer());
    assertThat(users.update(intended, complete)).isTrue();
    assertThat(complete.isComplete()).isTrue();
  }

  @Test
  void registration_onPostgreSql_takesTwoRoundTrips() {
    RecordedConnections connections = new RecordedConnections(TestDatabase.POSTGRESQL.empty());

    register(repository(connections));

    assertThat(connections.calls()).containsExactly(EXECUTE, EXECUTE);
  }

  @ParameterizedTest
  @MethodSource("otherDatabases")
  void registration_elsewhere_takesEightRoundTrips(TestDatabase database) {
    RecordedConnections connections = new RecordedConnections(database.empty());

    register(repository(connections));

    assertThat(connections.calls())
        .containsExactly(
            EXECUTE,
            "setAutoCommit",
            EXECUTE,
            EXECUTE,
            EXECUTE,
            EXECUTE,
            "commit",
            "setAutoCommit");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void registration_poolWithoutAutoCommit_takesEightRoundTripsAtMost(TestDatabase database) {
    database.empty();
    RecordedConnections connections =
        new RecordedConnections(database.dataSource(new TestDatabase.Pool(false, null)));

    register(repository(connections));

    assertThat(connections.calls()).hasSizeLessThanOrEqualTo(8);
  }

  /** The methods that take one statement without a separate transaction. */
  enum Single {
    CLAIM {
      @Override
      void run(UserRepository users, UserRecord todd) {
        assertThat(users.update(todd, todd.claimed(lease("worker")).written(writer()))).isTrue();
      }
    },
    FIND_BY_KEY {
      @Override
      void run(UserRepository users, UserRecord todd) {
        assertThat(users.findByKey(todd.key())).isPresent();
      }
    },
    FIND_BY_ID {
      @Override
      void run(UserRepository users, UserRecord todd) {
        assertThat(users.findById(UserId.of("1"))).isPresent();
      }
    },
    FIND_BY_USERNAME {
      @Override
      void run(UserRepository users, UserRecord todd) {
        assertThat(users.findByUsername("TODD")).isPresent();
      }
    },
    FIND_BY_IDEMPOTENCY_KEY {
      @Override
      void run(UserRepository users, UserRecord todd) {
        assertThat(users.findByIdempotencyKey("key")).isEmpty();
      }
    },
    FIND_BY_RESOURCE {
      @Override
      void run(UserRepository users, UserRecord todd) {
        assertThat(users.findByResource(stage(todd.key()).arn())).isPresent();
      }
    },
    PAGE {
      @Override
      void run(UserRepository users, UserRecord todd) {
        assertThat(users.page(null, 10)).hasSize(1);
      }
    },
    SPARES {
      @Override
      void run(UserRepository users, UserRecord todd) {
        assertThat(users.spares(HOME, null, 10)).isEmpty();
      }
    },
    PENDING {
      @Override
      void run(UserRepository users, UserRecord todd) {
        assertThat(users.pending(HOME, MUCH_LATER, 10)).isEmpty();
      }
    },
    COUNTS {
      @Override
      void run(UserRepository users, UserRecord todd) {
        assertThat(users.counts(NOW).byState()).hasSize(1);
      }
    },
    DELETE {
      @Override
      void run(UserRepository users, UserRecord todd) {
        assertThat(users.delete(todd)).isTrue();
      }
    };

    abstract void run(UserRepository users, UserRecord todd);
  }

  @ParameterizedTest
  @EnumSource
  void singleStatement_takesOneRoundTrip(Single single) {
    for (TestDatabase database : databases().toList()) {
      RecordedConnections connections = new RecordedConnections(database.empty());
      UserRepository users = repository(connections);
      UserRecord todd = complete("1", "todd");
      users.insert(todd);
      connections.clear();

      single.run(users, todd);

      assertThat(connections.calls()).containsExactly(EXECUTE);
    }
  }

  @Test
  void update_unchangedResources_areNotWritten() {
    RecordedConnections connections = new RecordedConnections(TestDatabase.H2.empty());
    UserRepository users = repository(connections);
    UserRecord todd = complete("1", "todd");
    users.insert(todd);
    connections.clear();

    UserRecord rotated =
        todd.with(todd.resources().with(channel("other").streamKey()), LATER).written(writer());
    assertThat(users.update(todd, rotated)).isTrue();

    assertThat(connections.statements())
        .hasSize(2)
        .satisfies(
            statements ->
                assertThat(statements.get(1))
                    .startsWith("UPDATE streamcat_channel SET")
                    .contains("stream_key")
                    .doesNotContain("srt_passphrase"));
    assertThat(users.findByKey(todd.key())).contains(rotated);
  }
}
