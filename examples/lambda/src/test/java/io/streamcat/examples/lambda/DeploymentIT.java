package io.streamcat.examples.lambda;

import static io.streamcat.examples.lambda.Events.batch;
import static io.streamcat.examples.lambda.Events.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.lambda.RuntimeApi.Answer;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the packaged functions that prepare the database and count resources. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"},
    disabledReason = "the runtime interface client has native code only for these platforms")
@Guarantee({"EXAMPLE-07", "EXAMPLE-14"})
class DeploymentIT {

  private static final String STORED = "{\"batchItemFailures\":[]}";

  @TempDir private static Path directory;

  private static Postgres postgres;

  @BeforeAll
  static void startDatabase() {
    postgres = Postgres.startEmpty(directory);
    // As on RDS.
    postgres.execute("CREATE ROLE rds_iam");
  }

  @AfterAll
  static void stopDatabase() {
    postgres.close();
  }

  private static Answer migrate(String secret) {
    try (ExecutionEnvironment migration =
        ExecutionEnvironment.start(
            Packaged.MIGRATION, directory, Map.of("STREAMCAT_JDBC_URL", postgres.url()))) {
      Answer answer = migration.invoke(secret);
      assertThat(migration.log() + answer.body()).doesNotContain("se-cret");
      return answer;
    }
  }

  private static Map<String, String> asFunction(String password) {
    return Map.of(
        "STREAMCAT_JDBC_URL",
        postgres.url(),
        "STREAMCAT_DB_USER",
        "streamcat_events",
        "STREAMCAT_DB_PASSWORD",
        password,
        "STREAMCAT_EVENTS",
        "recorded");
  }

  @Test
  void migration_emptyDatabase_letsFunctionsWorkWithTheirRightsOnly() throws IOException {
    String secret = "{\"username\": \"postgres\", \"password\": \"se-cret\", \"port\": 5432}";
    assertThat(migrate(secret).isError()).isFalse();
    assertThat(migrate(secret).isError()).as("again").isFalse();
    assertThat(postgres.query("SELECT pg_has_role('streamcat_events', 'rds_iam', 'MEMBER')::text"))
        .containsExactly("true");

    postgres.execute("ALTER ROLE streamcat_events PASSWORD 'se-cret-1'");
    postgres.requirePassword("streamcat_events");
    recordChannel("arn:aws:ivs:us-east-1:123456789012:channel/AbCdef1G2hij");
    try (ExecutionEnvironment events =
        ExecutionEnvironment.start(Packaged.EVENTS, directory, asFunction("se-cret-1"))) {
      assertThat(events.invoke(batch(start("st-1"))).body()).isEqualTo(STORED);
      assertThat(events.invoke(batch(start("st-2"))).body()).isEqualTo(STORED);
    }
    assertThat(postgres.query("SELECT stream_id FROM streamcat_broadcast ORDER BY stream_id"))
        .containsExactly("st-1", "st-2");
    assertThat(
            postgres.query(
                "SELECT has_column_privilege('streamcat_events', 'streamcat_channel',"
                    + " 'stream_key', 'SELECT')::text"))
        .containsExactly("false");

    try (ExecutionEnvironment usage =
        ExecutionEnvironment.start(Packaged.USAGE, directory, asFunction("se-cret-1"))) {
      assertThat(usage.invoke("{}").isError()).isFalse();
      assertThat(usage.log()).contains("\"Channels\":1.0", "\"ChatRooms\":0.0", "\"Stages\":0.0");
    }
    try (ExecutionEnvironment wrong =
        ExecutionEnvironment.start(Packaged.EVENTS, directory, asFunction("se-cret-2"))) {
      Answer answer = wrong.invoke(batch(start("st-3")));
      assertThat(answer.body()).contains("StorageException", "password authentication failed");
      assertThat(wrong.log() + answer.body()).doesNotContain("se-cret");
    }
  }

  private static void recordChannel(String arn) {
    postgres.execute(
        "INSERT INTO streamcat_user (record_key, state, region, resource_name, own_settings,"
            + " pending, attempts, version, writer, created_at, updated_at) VALUES ('r', 'SPARE',"
            + " 'us-east-1', 'n', '{}', '[]', 0, 1, 'w', now(), now())");
    postgres.execute(
        "INSERT INTO streamcat_channel (record_key, arn, name, ingest_endpoint, playback_url,"
            + " settings) VALUES ('r', '"
            + arn
            + "', 'n', '', '', '{}')");
  }

  @Test
  void migration_inputWithoutPassword_failsWithoutQuotingIt() {
    for (String malformed :
        new String[] {"{\"password\": \"se-cret\"}", "{\"username\": se-cret}"}) {
      assertThat(migrate(malformed).isError()).as(malformed).isTrue();
    }
  }
}
