package io.streamcat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.error.StorageException;
import io.streamcat.repository.UserRepository;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;

class StreamCatHealthAutoConfigurationTest {

  private static final String INDICATOR = "streamCatHealthIndicator";

  @Test
  void databaseAndAwsAnswer_isUp() {
    Contexts.withDatabase()
        .run(
            context -> {
              context.getBean(StreamCat.class);

              Map<String, Object> health = health(context);

              assertThat(health.get("status")).hasToString("UP");
              assertThat(details(health))
                  .containsExactlyInAnyOrderEntriesOf(
                      Map.of("usersWaitingForRecovery", 0L, "aws", "answers"));
            });
  }

  @Test
  void nothingAskedForStreamCat_isUnknownAndNothingIsAsked() {
    Contexts.withDatabase()
        .run(
            context -> {
              assertThat(health(context).get("status")).hasToString("UNKNOWN");
              assertThat(context.getBean(IvsEmulator.class).requests()).isEmpty();
            });
  }

  @Test
  void oneServiceFails_isDownAndNamesIt() {
    Contexts.withDatabase()
        .run(
            context -> {
              context.getBean(StreamCat.class);
              context
                  .getBean(IvsEmulator.class)
                  .faults()
                  .add(FaultRule.error("ListStages", "AccessDeniedException"));

              Map<String, Object> health = health(context);

              assertThat(health.get("status")).hasToString("DOWN");
              assertThat(details(health).get("aws")).asString().startsWith("{ivs-realtime=");
            });
  }

  @Test
  void awsIsAskedOnceInAWhile() {
    Contexts.withDatabase()
        .run(
            context -> {
              context.getBean(StreamCat.class);

              health(context);
              health(context);

              assertThat(context.getBean(IvsEmulator.class).requests()).hasSize(3);
            });
  }

  @Test
  void awsSwitchedOff_isNotAsked() {
    Contexts.withDatabase()
        .withPropertyValues("streamcat.health.aws-enabled=false")
        .run(
            context -> {
              context.getBean(StreamCat.class);

              assertThat(details(health(context))).doesNotContainKey("aws");
              assertThat(context.getBean(IvsEmulator.class).requests()).isEmpty();
            });
  }

  @Test
  void databaseAway_isDownAndSaysWhy() {
    UserRepository away =
        (UserRepository)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {UserRepository.class},
                (proxy, method, arguments) -> {
                  throw new StorageException("could not count users", true, null);
                });

    StreamCatHealth.Report report =
        new StreamCatHealth(() -> true, () -> away, null, null, Clock.systemUTC()).check();

    assertThat(report.up()).isFalse();
    assertThat(report.details()).containsEntry("users", "could not count users");
  }

  @Test
  void remembered_asksAgainWhenTheAnswerIsOld() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now.get();
          }
        };
    AtomicInteger asked = new AtomicInteger();
    Remembered<Integer> remembered =
        new Remembered<>(asked::incrementAndGet, Duration.ofMinutes(1), clock);

    assertThat(remembered.get()).isEqualTo(1);
    now.set(Instant.EPOCH.plusSeconds(59));
    assertThat(remembered.get()).isEqualTo(1);
    now.set(Instant.EPOCH.plusSeconds(60));
    assertThat(remembered.get()).isEqualTo(2);
  }

  @Test
  void switchedOffAsAnyIndicator_isNotThere() {
    Contexts.withDatabase()
        .withPropertyValues("management.health.streamcat.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(INDICATOR));
    Contexts.withDatabase()
        .withPropertyValues("management.health.defaults.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(INDICATOR));
  }

  @Test
  void noActuator_startsWithoutAnIndicator() {
    Contexts.withDatabase()
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.boot.actuate", "org.springframework.boot.health"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(INDICATOR));
  }

  @Test
  void indicatorOfTheApplications_staysTheOnlyOne() {
    Contexts.withDatabase()
        .withBean(INDICATOR, Object.class)
        .run(context -> assertThat(context.getBean(INDICATOR).getClass()).isEqualTo(Object.class));
  }

  /** Reads a health indicator of either Spring Boot, whose types differ. */
  private static Map<String, Object> health(ApplicationContext context) throws Exception {
    Object indicator = context.getBean(INDICATOR);
    var health = indicator.getClass().getDeclaredMethod("health");
    health.setAccessible(true);
    Object found = health.invoke(indicator);
    return Map.of(
        "status", found.getClass().getMethod("getStatus").invoke(found),
        "details", found.getClass().getMethod("getDetails").invoke(found));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> details(Map<String, Object> health) {
    return (Map<String, Object>) health.get("details");
  }
}
