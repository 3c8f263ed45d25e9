package io.streamcat.jdbc;

import static io.streamcat.repository.SampleRecords.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.jdbc.internal.sql.Database;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.Transactions;
import io.streamcat.repository.Lease;
import io.streamcat.repository.SampleRecords;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The storage of times as UTC to the microsecond, in any time zone of the JVM and the database. */
@Guarantee("STORE-09")
class TimeZoneTest {

  private static final TimeZone BEFORE = TimeZone.getDefault();

  private static Stream<TestDatabase> databases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }

  @BeforeEach
  void changeTimeZone() {
    TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
  }

  @AfterEach
  void restoreTimeZone() {
    TimeZone.setDefault(BEFORE);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void insert_timesInGapsAndOverlaps_areReadUnchanged(TestDatabase database) {
    JdbcUserRepository repository = JdbcUserRepository.create(database.empty());
    List<Instant> times =
        List.of(
            Instant.parse("2026-11-23T12:00:00.123456Z"),
            // The hour that is skipped in St. John's, and the one that occurs twice.
            Instant.parse("2026-03-08T05:45:00.000001Z"),
            Instant.parse("2026-11-01T04:45:00Z"),
            Instant.parse("2026-11-01T03:45:00Z"),
            Instant.parse("1970-01-01T00:00:01Z"),
            Instant.parse("2037-12-31T23:59:59.999999Z"));
    for (Instant time : times) {
      UserRecord user = user(time);
      repository.insert(user);
      assertThat(repository.findById(user.id())).contains(user);
    }

    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    for (Instant time : times) {
      assertThat(repository.findById(user(time).id())).contains(user(time));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void insert_anyTimeZone_storesUtc(TestDatabase database) {
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
                    new Sql(Database.of(c), TableNames.standard(), Duration.ofSeconds(10))
                        .query(
                            c,
                            row -> row.text("utc"),
                            "SELECT " + utc + " AS utc FROM streamcat_user"));

    assertThat(stored).singleElement().asString().startsWith("2026-11-23 12:00:00.123456");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void pending_databaseInAnotherTimeZone_leasesExpireInTime(TestDatabase database) {
    JdbcUserRepository repository = JdbcUserRepository.create(database.empty());
    Instant until = Instant.parse("2026-03-08T05:45:00Z");
    repository.insert(user(until));

    assertThat(repository.pending(HOME, until.minusNanos(1000), 1)).isEmpty();
    assertThat(repository.pending(HOME, until, 1)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void insert_nanoseconds_areTruncatedToMicroseconds(TestDatabase database) {
    JdbcUserRepository repository = JdbcUserRepository.create(database.empty());
    Instant time = Instant.parse("2026-11-23T12:00:00.123456Z");

    repository.insert(user(time.plusNanos(999)));

    assertThat(repository.page(null, 1))
        .first()
        .satisfies(user -> assertThat(user.createdAt()).isEqualTo(time))
        .satisfies(user -> assertThat(user.lease().until()).isEqualTo(time));
  }

  private static UserRecord user(Instant time) {
    String id = time.toString();
    return UserRecord.intended(
        SampleRecords.key(id),
        HOME,
        SampleRecords.identity(id, null, null),
        "name-1",
        SampleRecords.ALL,
        new Lease("worker", time),
        "writer",
        time);
  }
}
