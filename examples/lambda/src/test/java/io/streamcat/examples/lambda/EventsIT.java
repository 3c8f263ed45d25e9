package io.streamcat.examples.lambda;

import static io.streamcat.examples.lambda.Events.batch;
import static io.streamcat.examples.lambda.Events.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.lambda.RuntimeApi.Answer;
import io.streamcat.testing.Guarantee;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the packaged function that stores events. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"},
    disabledReason = "the runtime interface client has native code only for these platforms")
@Guarantee({"EVENT-13", "EVENT-14", "EXAMPLE-07"})
class EventsIT {

  private static final String NOTHING_TO_REPEAT = "{\"batchItemFailures\":[]}";
  private static final String PID =
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'streamcat-events'";

  @TempDir private static Path directory;

  private static Postgres postgres;
  private static ExecutionEnvironment function;

  @BeforeAll
  static void startAll() {
    postgres = Postgres.start(directory);
    function = run(postgres.variables());
  }

  private static ExecutionEnvironment run(Map<String, String> variables) {
    return ExecutionEnvironment.start(Packaged.EVENTS, directory, variables);
  }

  @AfterAll
  static void stopAll() {
    function.close();
    postgres.close();
  }

  @BeforeEach
  void forgetAll() {
    postgres.execute("TRUNCATE streamcat_broadcast CASCADE");
  }

  private static String store(String event) {
    Answer answer = function.invoke(event);
    assertThat(answer.isError()).as(answer.body()).isFalse();
    return answer.body();
  }

  private static List<String> stored() {
    return postgres.query("SELECT stream_id FROM streamcat_broadcast ORDER BY stream_id");
  }

  @Test
  void batch_withInvalidMessages_refusesThemForGood() {
    assertThat(
            store(batch(start("st-1"), "{\"source\": \"poi-son\"}", start("st 3"), start("st-4"))))
        .isEqualTo(NOTHING_TO_REPEAT);
    assertThat(stored()).containsExactly("st-1", "st-4");
    assertThat(function.log())
        .contains(
            "Message m2 refused and not redelivered: ",
            "Message m3 refused and not redelivered: ",
            "\"EventsStored\":2.0",
            "\"EventsRefused\":2.0")
        .doesNotContain("poi-son");
    assertThat(store(batch(start("st-1"), start("st-4")))).isEqualTo(NOTHING_TO_REPEAT);
    assertThat(store(batch())).isEqualTo(NOTHING_TO_REPEAT);
  }

  @Test
  void notifications_pending_areLeftToServers() {
    store(batch(start("st-1")));

    assertThat(postgres.query("SELECT stream_id FROM streamcat_notification WHERE due_at <= now()"))
        .containsExactly("st-1");
  }

  @Test
  void singleEvent_validOrInvalid_isStoredOrFails() {
    store(start("st-1"));
    Answer refused = function.invoke("{\"source\": \"aws.ec2\", \"detail\": \"se-cret\"}");

    assertThat(stored()).containsExactly("st-1");
    assertThat(refused.isError()).isTrue();
    assertThat(refused.body()).contains("InvalidInputException").doesNotContain("se-cret");
  }

  @Test
  void batch_otherSource_fails() {
    assertThat(function.invoke("{\"Records\": [{\"eventSource\": \"aws:s3\"}]}").body())
        .contains("Records.messageId: is missing");
  }

  @Test
  void connection_manyEvents_isReusedAndReplacedWhenBroken() {
    store(batch(start("st-1")));
    List<String> first = postgres.query(PID);
    store(batch(start("st-2")));
    assertThat(postgres.query(PID)).isEqualTo(first).hasSize(1);

    postgres.execute("SELECT pg_terminate_backend(" + first.get(0) + ")");
    assertThat(store(batch(start("st-3")))).isEqualTo(NOTHING_TO_REPEAT);
    assertThat(postgres.query(PID)).hasSize(1).isNotEqualTo(first);
    assertThat(stored()).containsExactly("st-1", "st-2", "st-3");
  }

  @Test
  void batch_databaseDown_isRedeliveredCompletely() {
    String events = batch(start("st-1"), "poison", start("st-2"));
    postgres.stop();
    try (ExecutionEnvironment startedMeanwhile = run(postgres.variables())) {
      try {
        assertNothingStored(function.invoke(events));
        assertNothingStored(startedMeanwhile.invoke(events));
      } finally {
        postgres.comeBack();
      }
      assertThat(startedMeanwhile.invoke(events).body()).isEqualTo(NOTHING_TO_REPEAT);
      assertThat(startedMeanwhile.log()).contains("\"EventsFailed\":3.0", "\"requestId\":\"");
    }
    assertThat(store(batch(start("st-3")))).isEqualTo(NOTHING_TO_REPEAT);
    assertThat(stored()).containsExactly("st-1", "st-2", "st-3");
  }

  private static void assertNothingStored(Answer answer) {
    assertThat(answer.isError()).isTrue();
    assertThat(answer.body()).contains("StorageException", "no connection to the database");
  }

  @Test
  void function_killedDuringBatch_storesAllAfterRedelivery() throws SQLException {
    String events = batch(start("st-1"), start("st-2"));
    try (ExecutionEnvironment killed = run(postgres.variables());
        Connection other = postgres.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE streamcat_broadcast IN SHARE MODE");
      CompletableFuture<Answer> answer = killed.begin(events);
      awaitSomeoneWaiting();
      killed.kill();
      other.rollback();
      assertThat(answer).isNotDone();
    }
    assertThat(stored()).isEmpty();

    try (ExecutionEnvironment restarted = run(postgres.variables())) {
      assertThat(restarted.invoke(events).body()).isEqualTo(NOTHING_TO_REPEAT);
    }
    assertThat(stored()).containsExactly("st-1", "st-2");
  }

  private static void awaitSomeoneWaiting() {
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (postgres.query("SELECT pid FROM pg_locks WHERE NOT granted").isEmpty()) {
      assertThat(Instant.now()).as("the function writes to the database").isBefore(end);
    }
  }

  @Test
  void missingTables_firstEvent_areNamed() {
    postgres.execute("CREATE DATABASE bare");
    try (ExecutionEnvironment early = run(postgres.variables("bare"))) {
      assertThat(early.invoke(batch(start("st-1"))).body())
          .contains("the tables of StreamCat ('streamcat_user' …) are missing");
    }
  }

  @Test
  void init_databaseAvailable_connectsBeforeTheFirstInvocation() {
    Map<String, String> variables = new HashMap<>(postgres.variables());
    variables.computeIfPresent("STREAMCAT_JDBC_URL", (name, url) -> url + "?ApplicationName=early");
    try (ExecutionEnvironment environment = run(variables)) {
      environment.awaitInit();

      assertThat(
              postgres.query("SELECT pid FROM pg_stat_activity WHERE application_name = 'early'"))
          .hasSize(1);
    }
  }

  @Test
  void events_ofUnknownChannels_areDroppedIfOnlyRecordedAreStored() {
    store(batch(start("st-1")));
    Map<String, String> variables = new HashMap<>(postgres.variables());
    variables.put("STREAMCAT_EVENTS", "recorded");
    String foreign = start("st-3").replace("AbCdef1G2hij", "OtherChannel");
    try (ExecutionEnvironment environment = run(variables)) {
      assertThat(environment.invoke(batch(start("st-2"), foreign)).body())
          .isEqualTo(NOTHING_TO_REPEAT);
      assertThat(environment.log()).contains("\"EventsForeign\":1.0");
    }

    assertThat(stored()).containsExactly("st-1", "st-2");
  }

  @Test
  void init_missingSetting_isNamed() {
    try (ExecutionEnvironment unset = run(Map.of())) {
      assertThat(unset.awaitInitError()).contains("STREAMCAT_JDBC_URL: is missing");
    }
  }
}
