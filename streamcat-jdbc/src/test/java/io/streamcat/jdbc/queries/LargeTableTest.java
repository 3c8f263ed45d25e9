package io.streamcat.jdbc.queries;

import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.OneConnection;
import io.streamcat.jdbc.RecordedConnections;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.jdbc.internal.user.ResourceTable;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The cost of statements on tables of many users, in rows and pages that the database reads. */
@Guarantee("STORE-04")
class LargeTableTest {

  private static final int USERS = 20_000;
  private static final int SPARES = 5_000;
  private static final int PAGE = 100;
  private static final String ANY_VALUES = "SET LOCAL plan_cache_mode = force_generic_plan";
  private static final String THESE_VALUES = "SET LOCAL plan_cache_mode = force_custom_plan";

  private final RecordedConnections connections =
      new RecordedConnections(TestDatabase.POSTGRESQL.dataSource());
  private final UserRepository users = JdbcUserRepository.builder(connections).build();

  @BeforeAll
  static void fill() {
    TestDatabase.newPostgresTables();
    TestDatabase.MARIADB.empty();
    for (TestDatabase database : List.of(TestDatabase.POSTGRESQL, TestDatabase.MARIADB)) {
      JdbcUserRepository.create(database.dataSource()).insert(complete("1", "user-1"));
      boolean postgres = database == TestDatabase.POSTGRESQL;
      String numbers =
          postgres
              ? "generate_series(2, " + USERS + ") AS n (seq)"
              : "(SELECT seq FROM seq_2_to_" + USERS + ") n";
      String key = postgres ? "lpad(CAST(n.seq AS VARCHAR), 8, '0')" : "LPAD(n.seq, 8, '0')";
      database.execute(
          "INSERT INTO streamcat_user (record_key, user_id, username, username_key, state, region,"
              + " account, resource_name, own_settings, password_hash, pending, attempts, due_at, version, writer,"
              + " created_at, updated_at) SELECT CONCAT('key-', "
              + key
              + "), CONCAT('user-', "
              + key
              + "), CONCAT('name-', "
              + key
              + "), CONCAT('name-', "
              + key
              + "), state, region,"
              + " account, resource_name, own_settings, password_hash, pending, attempts, due_at, version, writer,"
              + " created_at, updated_at FROM streamcat_user, "
              + numbers);
      Map.of(
              "channel", "name, ingest_endpoint, playback_url, settings",
              "chat_room", "name, settings",
              "stage", "name, endpoints, settings")
          .forEach(
              (table, columns) ->
                  database.execute(
                      "INSERT INTO streamcat_"
                          + table
                          + " (record_key, arn, "
                          + columns
                          + ") SELECT CONCAT('key-', "
                          + key
                          + "), CONCAT(arn, "
                          + key
                          + "), "
                          + columns
                          + " FROM streamcat_"
                          + table
                          + ", "
                          + numbers));
    }
  }

  private static String key(int user) {
    return "key-%08d".formatted(user);
  }

  private static void analyzePostgres() {
    TestDatabase.POSTGRESQL.execute("VACUUM ANALYZE streamcat_user");
    for (ResourceTable table : ResourceTable.values()) {
      TestDatabase.POSTGRESQL.execute("ANALYZE " + table.tableName());
    }
  }

  /** Returns the plan of the last statement, run with these values. */
  private List<String> planOfLast(String settings, String... literals) throws SQLException {
    String statement = connections.statements().get(connections.statements().size() - 1);
    try (Connection connection = TestDatabase.POSTGRESQL.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try (Statement set = connection.createStatement()) {
        set.execute(settings);
      }
      List<String> plan = Plans.analyzed(connection, statement, List.of(literals));
      connection.rollback();
      return plan;
    }
  }

  @Test
  void page_last_readsAsManyPagesAsTheFirst() throws SQLException {
    for (boolean isAnalyzed : List.of(false, true)) {
      if (isAnalyzed) {
        analyzePostgres();
      }
      for (String settings : List.of(ANY_VALUES, THESE_VALUES)) {
        assertThat(users.page(key(1), PAGE)).hasSize(PAGE);
        List<String> first = planOfLast(settings, "'" + key(1) + "'");
        List<String> last = planOfLast(settings, "'" + key(USERS - PAGE) + "'");

        assertThat(Plans.pages(last))
            .as("%s%n%s", String.join("\n", first), String.join("\n", last))
            .isLessThanOrEqualTo(Plans.pages(first) + PAGE)
            .isLessThan(PAGE * 20);
      }
    }
  }

  @Test
  void page_lastOnMariaDb_readsAsManyRowsAsTheFirst() throws SQLException {
    long first = rowsReadByMariaDb(repository -> repository.page(key(1), PAGE));
    long last = rowsReadByMariaDb(repository -> repository.page(key(USERS - PAGE), PAGE));

    assertThat(last).isLessThanOrEqualTo(first).isLessThan(PAGE * 10);
  }

  @Test
  void find_onMariaDb_readsNoWholeTable() throws SQLException {
    for (Consumer<UserRepository> find :
        List.<Consumer<UserRepository>>of(
            repository -> repository.findByKey(key(5000)),
            repository -> repository.findById(UserId.of("user-00005000")),
            repository -> repository.findByUsername("NAME-00005000"),
            repository -> repository.findByIdempotencyKey("unknown"),
            repository -> repository.findByResource(stage("x").arn()),
            repository -> repository.pending(HOME, MUCH_LATER, 10))) {
      assertThat(rowsReadByMariaDb(find)).isLessThan(200);
    }
  }

  @Test
  void pending_fewOfMany_readsThoseOnly() throws SQLException {
    UserRecord due = provisioning("due", "due", null);
    users.insert(due);

    assertThat(users.pending(HOME, MUCH_LATER, PAGE)).containsExactly(due);

    String now = "'" + MUCH_LATER + "'";
    List<String> plan =
        planOfLast(
            THESE_VALUES,
            now,
            "'us-east-1'",
            "'123456789012'",
            now,
            "'us-east-1'",
            "'123456789012'",
            now,
            "'us-east-1'",
            "'123456789012'");
    assertThat(Plans.pages(plan)).as(String.join("\n", plan)).isLessThan(20);
    users.delete(due);
  }

  /** After a burst of registrations, recovery has not created most spares yet. */
  @Test
  void spares_fewReadyOfMany_readsThoseOnly() throws SQLException {
    TestDatabase.POSTGRESQL.execute(
        "INSERT INTO streamcat_user (record_key, state, region, account, resource_name, own_settings,"
            + " pending, attempts, in_background, due_at, version, writer, created_at, updated_at)"
            + " SELECT 'a-' || lpad(n::text, 8, '0'), 'SPARE', region, account, 'spare', own_settings,"
            + " pending, attempts, 1, created_at, version, writer, created_at, updated_at"
            + " FROM streamcat_user, generate_series(1, "
            + SPARES
            + ") n WHERE user_id = '1'");
    UserRecord ready = spare("ready");
    users.insert(ready);
    TestDatabase.POSTGRESQL.execute("VACUUM ANALYZE streamcat_user");

    assertThat(users.spares(HOME, null, 20))
        .extracting(UserRecord::key)
        .containsExactly(ready.key());

    List<String> plan = planOfLast(THESE_VALUES, "''", "'us-east-1'", "'123456789012'");
    TestDatabase.POSTGRESQL.execute("DELETE FROM streamcat_user WHERE state = 'SPARE'");
    assertThat(plan)
        .as(String.join("\n", plan))
        .anyMatch(line -> line.contains("ix_streamcat_user_spare"));
    assertThat(Plans.pages(plan)).as(String.join("\n", plan)).isLessThan(20);
  }

  @Test
  void counts_manyUsers_readIndexesOnly() throws SQLException {
    analyzePostgres();

    assertThat(users.counts(NOW).byState()).containsEntry(UserState.ACTIVE, (long) USERS);

    List<String> plan = planOfLast(THESE_VALUES, "'" + NOW + "'");
    assertThat(plan)
        .as(String.join("\n", plan))
        .filteredOn(line -> line.contains("Scan"))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(line -> line.contains("Index Only Scan") || line.contains("Subquery Scan"));
  }

  /** Returns the rows of tables and indexes that a call reads. */
  private static long rowsReadByMariaDb(Consumer<UserRepository> call) throws SQLException {
    try (Connection connection = TestDatabase.MARIADB.dataSource().getConnection()) {
      UserRepository repository =
          JdbcUserRepository.builder(new OneConnection(connection, false)).build();
      long before = handlerReads(connection);
      call.accept(repository);
      return handlerReads(connection) - before;
    }
  }

  private static long handlerReads(Connection connection) throws SQLException {
    long reads = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read_%'")) {
      while (rows.next()) {
        reads += rows.getLong(2);
      }
    }
    return reads;
  }
}
