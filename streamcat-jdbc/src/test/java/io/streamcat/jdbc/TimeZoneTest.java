package io.streamcat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.repository.Lease;
import io.streamcat.user.SampleUsers;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Times are UTC to the microsecond, wherever the JVM and the database think they are. */
class TimeZoneTest {

  private static final TimeZone BEFORE = TimeZone.getDefault();

  private static Stream<TestDatabase> databases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }

  @BeforeEach
  void live() {
    TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
  }

  @AfterEach
  void goHome() {
    TimeZone.setDefault(BEFORE);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void times_areKeptAsTheyAre(TestDatabase database) {
    JdbcUserRepository repository = JdbcUserRepository.create(database.empty());
    List<Instant> times =
        List.of(
            Instant.parse("2026-11-23T12:00:00.123456Z"),
            // The hour that is skipped in St. John's, and the one that comes twice.
            Instant.parse("2026-03-08T05:45:00.000001Z"),
            Instant.parse("2026-11-01T04:45:00Z"),
            Instant.parse("2026-11-01T03:45:00Z"),
            Instant.parse("1970-01-01T00:00:01Z"),
            Instant.parse("2037-12-31T23:59:59.999999Z"));
    for (Instant time : times) {
      StoredUser user = user(time);
      repository.insert(user);
      assertThat(repository.findById(user.user().id())).contains(user);
    }

    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    for (Instant time : times) {
      assertThat(repository.findById(user(time).user().id())).contains(user(time));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void times_areUtcInTheDatabase(TestDatabase database) {
    JdbcUserRepository.create(database.empty())
        .insert(user(Instant.parse("2026-11-23T12:00:00.123456Z")));
    String utc =
        database == TestDatabase.MARIADB
            ? "CAST(created_at AS CHAR(30))"
            : "CAST(created_at AT TIME ZONE 'UTC' AS VARCHAR(30))";

    List<String> stored =
        new Transactions(ConnectionSource.of(database.dataSource()))
            .single(
                "look",
                c ->
                    new Sql(Database.of(c), TableNames.standard())
                        .query(
                            c,
                            row -> row.text("utc"),
                            "SELECT " + utc + " AS utc FROM streamcat_user"));

    assertThat(stored).singleElement().asString().startsWith("2026-11-23 12:00:00.123456");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void leases_expireAtTheirTime_notAtTheDatabases(TestDatabase database) {
    JdbcUserRepository repository = JdbcUserRepository.create(database.empty());
    Instant until = Instant.parse("2026-03-08T05:45:00Z");
    repository.insert(user(until));
    Lease lease = new Lease("recovery", until.plusSeconds(3600));

    assertThat(repository.claimExpired(lease, until.minusNanos(1000), 1)).isEmpty();
    assertThat(repository.claimExpired(lease, until, 1)).hasSize(1);
  }

  private static StoredUser user(Instant time) {
    StoredUser sample = SampleUsers.user(time.toString(), null, null);
    User user = sample.user();
    return sample
        .with(new User(user.id(), null, user.state(), null, null, null, time, time.plusNanos(1000)))
        .with(new Lease("worker", time), null);
  }
}
