package io.streamcat.spring.startup;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.Failures;
import io.streamcat.testing.Guarantee;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The refusal of invalid properties at the start, and the line about valid ones. */
@Guarantee("SPRING-12")
@ExtendWith(OutputCaptureExtension.class)
class PropertyCheckTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(StartLine.class);

  @BeforeEach
  void logAtInfo() {
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void restore() {
    logger.setLevel(null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          streamcat.aws.endpoint=localhost:4566 | streamcat.aws.endpoint is 'localhost:4566', which has no scheme or no host | http://localhost:4566
          streamcat.aws.endpoint=/tmp | streamcat.aws.endpoint | http://
          streamcat.events.sqs.endpoint=localhost:4566 | streamcat.events.sqs.endpoint | http://
          streamcat.aws.region=us-east-2 | streamcat.aws.region is 'us-east-2', where Amazon IVS does not exist | ap-northeast-1, ap-northeast-2, ap-south-1, eu-central-1, eu-west-1, us-east-1, us-west-2
          streamcat.aws.account=12 | streamcat.aws.account | 12 digits
          streamcat.namespace=a b | streamcat.namespace is 'a b' | letters a to z, digits, - and _
          streamcat.events.http.secret=shhh | streamcat.events.http.secret has 4 characters | 16 to 512 characters
          streamcat.events.http.previous-secret=shhh | streamcat.events.http.previous-secret has 4 characters | 16 to 512 characters
          streamcat.events.http.path=events | streamcat.events.http.path | slash
          streamcat.call-timeout=0s | streamcat.call-timeout is PT0S | positive
          streamcat.operation-timeout=-1s | streamcat.operation-timeout | positive
          streamcat.provisioning-timeout=0s | streamcat.provisioning-timeout | positive
          streamcat.close-timeout=-1s | streamcat.close-timeout | not negative
          streamcat.async-limit=0 | streamcat.async-limit is 0 | at least 1
          streamcat.spares.target=-1 | streamcat.spares.target | 0 to 10000
          streamcat.spares.target=5; streamcat.spares.low=6 | streamcat.spares.low | 1 to 5
          streamcat.quotas.channels=0 | streamcat.quotas.channels is 0 | at least 1
          streamcat.quotas.chat-rooms=-5 | streamcat.quotas.chat-rooms is -5 | at least 1
          streamcat.quotas.stages=0 | streamcat.quotas.stages is 0 | at least 1
          streamcat.recovery.interval=0s | streamcat.recovery.interval is PT0S | positive
          streamcat.broadcasts.repair-interval=-1s | streamcat.broadcasts.repair-interval | positive
          streamcat.broadcasts.notification-interval=0s | streamcat.broadcasts.notification-interval | positive
          streamcat.broadcasts.retention=90d | streamcat.broadcasts.retention is set, but StreamCat does not delete broadcasts | streamcat.broadcasts.enabled=true
          streamcat.broadcasts.enabled=true; streamcat.broadcasts.retention=2d | streamcat.broadcasts.retention is PT48H, which is shorter than 3 days | such as 90d
          streamcat.counts-interval=-1s | streamcat.counts-interval is negative | 0s
          streamcat.health.aws-interval=-1s | streamcat.health.aws-interval is negative | 0s
          streamcat.jdbc.table-prefix=x; | streamcat.jdbc.table-prefix | letters
          streamcat.jdbc.schema=a.b | streamcat.jdbc.schema | letters
          streamcat.jdbc.stream-keys.keys.k1=AAAA | streamcat.jdbc.stream-keys.keys is set, but stream keys are not stored | storage=encrypted
          streamcat.jdbc.stream-keys.storage=encrypted | streamcat.jdbc.stream-keys.current-key is missing | id of the key
          streamcat.store=jdbc | streamcat.store is jdbc, but StreamCat has no data source | streamcat-jdbc
          """)
  void start_invalidProperty_isRefusedByItsName(String properties, String problem, String action) {
    Contexts.bare()
        .withPropertyValues(properties.split("; "))
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(Failures.analysis(context.getStartupFailure()))
                  .contains(problem, action)
                  .doesNotContain("shhh")
                  .hasLineCount(2);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "k1, AAAA, streamcat.jdbc.stream-keys.keys has an invalid key, 32 bytes",
    "k1, no Base64!, streamcat.jdbc.stream-keys.keys.k1 is not Base64, 32 random bytes",
    "k2, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, 'current-key is ''k1'', and there is no such key', [k2]"
  })
  void start_invalidEncryptionKey_isRefusedWithoutShowingIt(
      String id, String key, String problem, String action) {
    Contexts.bare()
        .withPropertyValues(
            "streamcat.jdbc.stream-keys.storage=encrypted",
            "streamcat.jdbc.stream-keys.current-key=k1",
            "streamcat.jdbc.stream-keys.keys." + id + "=" + key)
        .run(
            context ->
                assertThat(Failures.analysis(context.getStartupFailure()))
                    .contains(problem, action)
                    .doesNotContain(key));
  }

  @Test
  void start_unknownStore_isRefusedByItsName() {
    Contexts.bare()
        .withPropertyValues("streamcat.store=jpa")
        .run(
            context ->
                assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("jpa"));
  }

  @Test
  void start_emulatorPort_isRefusedByItsName() {
    Contexts.inMemory()
        .withPropertyValues("streamcat.emulator.port=70000")
        .run(
            context ->
                assertThat(Failures.analysis(context.getStartupFailure()))
                    .contains("streamcat.emulator.port is 70000"));
  }

  @Test
  void start_emulatorAndMemory_isSummarizedInOneLine(CapturedOutput output) {
    Contexts.inMemory()
        .withPropertyValues(
            "streamcat.namespace=staging",
            "streamcat.aws.account=111122223333",
            "streamcat.recovery.interval=2m")
        .run(
            context ->
                assertThat(output)
                    .containsOnlyOnce("StreamCat is configured store=memory target=emulator(http")
                    .contains(
                        " region=us-east-1 account=111122223333 namespace=staging"
                            + " recovery=this-server(PT2M) broadcasts=off"));
  }

  @Test
  void start_databaseAndAws_isSummarizedInOneLine(CapturedOutput output) {
    Contexts.bare()
        .withUserConfiguration(Contexts.DatabaseConfiguration.class)
        .withPropertyValues("streamcat.aws.region=eu-west-1", "streamcat.recovery.enabled=false")
        .run(
            context ->
                assertThat(output)
                    .contains(
                        "StreamCat is configured store=jdbc target=aws region=eu-west-1"
                            + " account=of-the-first-resource namespace=none recovery=off"
                            + " broadcasts=off"));
  }

  @Test
  void start_jarOnly_isSummarizedInOneLine(CapturedOutput output) {
    Contexts.bare().run(context -> assertThat(output).contains("store=none target=aws"));
  }
}
