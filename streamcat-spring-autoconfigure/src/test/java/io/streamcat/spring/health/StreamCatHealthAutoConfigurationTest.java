package io.streamcat.spring.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.streamcat.StreamCat;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.channel.ChannelService;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.provisioning.RemovalHook;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.repository.RecordCounts;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.DeadNotificationSample;
import io.streamcat.spring.internal.ExpiringSupplier;
import io.streamcat.spring.internal.IngestionHealth;
import io.streamcat.spring.internal.RecordedRuns;
import io.streamcat.spring.internal.RepeatedTask;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;

@Guarantee("SPRING-08")
class StreamCatHealthAutoConfigurationTest {

  private static final String INDICATOR = "streamcatHealthIndicator";

  @Test
  void health_databaseAndAwsAnswer_isUp() {
    Contexts.withDatabase()
        .run(
            context -> {
              context.getBean(StreamCat.class);

              Map<String, Object> health = health(context);

              assertThat(health.get("status")).hasToString("UP");
              assertThat(details(health))
                  .containsExactlyInAnyOrderEntriesOf(
                      Map.of(
                          "usersWaitingForRecovery",
                          0L,
                          "usersFailing",
                          0L,
                          "aws",
                          "answers",
                          "capacity",
                          Map.of(
                              "channel",
                              "0 of 20000",
                              "chat room",
                              "0 of 50000",
                              "stage",
                              "0 of 1000")));
            });
  }

  @Test
  void health_streamCatUnused_isUnknownWithoutCalls() {
    Contexts.withDatabase()
        .run(
            context -> {
              assertThat(health(context).get("status")).hasToString("UNKNOWN");
              assertThat(context.getBean(IvsEmulator.class).requests()).isEmpty();
            });
  }

  @Test
  void health_serviceFails_isDownAndNamesIt() {
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
  void health_checkedTwice_callsAwsOnce() {
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
  void health_awsDisabled_makesNoCalls() {
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
  void health_ingestionHealth_isIncluded() {
    Contexts.withDatabase()
        .withBean(
            IngestionHealth.class,
            () ->
                details -> {
                  details.put("events", "the consumer is stopped");
                  return false;
                })
        .run(
            context -> {
              context.getBean(StreamCat.class);

              Map<String, Object> health = health(context);

              assertThat(health.get("status")).hasToString("DOWN");
              assertThat(details(health)).containsEntry("events", "the consumer is stopped");
            });
  }

  @Test
  void health_listenerFailedTooOften_isDegradedWithTheNumber() {
    Contexts.withDatabase()
        .run(
            context -> {
              context.getBean(StreamCat.class);
              DeadNotificationSample.store(context.getBean(BroadcastRepository.class));

              Map<String, Object> health = health(context);

              assertThat(health.get("status")).hasToString("DEGRADED");
              assertThat(details(health)).containsEntry("notificationsDead", 1L);
            });
  }

  @Test
  void health_removalFails_isDegraded() {
    Contexts.withDatabase()
        .withPropertyValues("streamcat.counts-interval=0s", "streamcat.recovery.enabled=false")
        .withBean(
            RemovalHook.class,
            () ->
                user -> {
                  throw new IllegalStateException("an invoice refers to the user");
                })
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              User user = users.provision(NewUser.withId("42"));
              for (int attempt = 0; attempt < RecordCounts.FAILING; attempt++) {
                assertThatExceptionOfType(ProvisioningException.class)
                    .isThrownBy(() -> users.deprovision(user.id()));
              }

              Map<String, Object> health = health(context);

              assertThat(health.get("status")).hasToString("DEGRADED");
              assertThat(details(health)).containsEntry("usersFailing", 1L);
            });
  }

  @Test
  void health_taskFails_isDegradedAndNamesIt() {
    CountDownLatch failed = new CountDownLatch(2);
    RepeatedTask task =
        new RepeatedTask(
            "streamcat-recovery",
            () -> {
              failed.countDown();
              throw new NoClassDefFoundError("KeyService");
            },
            Duration.ofMillis(1));
    Contexts.inMemory()
        .withBean("failing", RepeatedTask.class, () -> task)
        .run(
            context -> {
              context.getBean(StreamCat.class);
              await().until(() -> failed.getCount() == 0);

              Map<String, Object> health = health(context);

              assertThat(health.get("status")).hasToString("DEGRADED");
              assertThat(details(health).get("tasks"))
                  .isEqualTo(
                      Map.of("streamcat-recovery", "java.lang.NoClassDefFoundError: KeyService"));
            });
  }

  @Test
  void health_recoveryLeavesUsersOut_isDegradedAndShowsTheReason() {
    AtomicInteger runs = new AtomicInteger();
    Recovery recovery =
        (limit, time, progress) -> {
          runs.incrementAndGet();
          return new RecoveryReport(
              List.of(), List.of(), List.of(), Map.of(), null, "set 'account'");
        };
    Contexts.inMemory()
        .withBean(Recovery.class, () -> recovery)
        .withPropertyValues("streamcat.recovery.interval=1ms")
        .run(
            context -> {
              context.getBean(StreamCat.class);
              await().until(() -> runs.get() > 1);

              Map<String, Object> health = health(context);

              assertThat(health.get("status")).hasToString("DEGRADED");
              assertThat(details(health).get("tasks"))
                  .isEqualTo(
                      Map.of(
                          "streamcat-recovery", "java.lang.IllegalStateException: set 'account'"));
            });
  }

  @Test
  void health_taskOfAnotherSchedulerFails_isDegradedUntilItSucceeds() {
    RecordedRuns runs = new RecordedRuns();
    Contexts.inMemory()
        .withBean(RecordedRuns.class, () -> runs)
        .run(
            context -> {
              context.getBean(StreamCat.class);
              assertThatExceptionOfType(AssertionError.class)
                  .isThrownBy(
                      () ->
                          runs.run(
                              "streamcat-repair",
                              () -> {
                                throw new AssertionError("no session");
                              }));

              assertThat(details(health(context)).get("tasks"))
                  .isEqualTo(Map.of("streamcat-repair", "java.lang.AssertionError: no session"));

              runs.run("streamcat-repair", () -> {});
              assertThat(health(context).get("status")).hasToString("UP");
            });
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("a replaced service fails"),
        new NoClassDefFoundError("a replaced service fails"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void health_replacedServiceThrows_isDownWithTheReason(Throwable failure) {
    Contexts.inMemory()
        .withBean(ChannelService.class, () -> failing(ChannelService.class, failure))
        .withBean(
            RealTimeService.class,
            () -> failing(RealTimeService.class, new UnsupportedOperationException()))
        .withBean(IngestionHealth.class, () -> failing(IngestionHealth.class, failure))
        .run(
            context -> {
              context.getBean(StreamCat.class);

              Map<String, Object> health = health(context);

              assertThat(health.get("status")).hasToString("DOWN");
              assertThat(details(health).get("events"))
                  .asString()
                  .contains("a replaced service fails");
              assertThat(details(health).get("aws"))
                  .asString()
                  .startsWith("{ivs=")
                  .contains("a replaced service fails")
                  .doesNotContain("ivs-realtime");
            });
  }

  @SuppressWarnings("unchecked")
  static <T> T failing(Class<T> type, Throwable failure) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("hashCode") ? 0 : "a service that fails";
              }
              throw failure;
            });
  }

  @Test
  void expiringSupplier_resultExpired_callsTheDelegate() {
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
    AtomicInteger calls = new AtomicInteger();
    ExpiringSupplier<Integer> supplier =
        new ExpiringSupplier<>(calls::incrementAndGet, Duration.ofMinutes(1), clock);

    assertThat(supplier.get()).isEqualTo(1);
    now.set(Instant.EPOCH.plusSeconds(59));
    assertThat(supplier.get()).isEqualTo(1);
    now.set(Instant.EPOCH.plusSeconds(60));
    assertThat(supplier.get()).isEqualTo(2);
  }

  @Test
  void indicator_disabledByProperty_isAbsent() {
    Contexts.withDatabase()
        .withPropertyValues("management.health.streamcat.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(INDICATOR));
    Contexts.withDatabase()
        .withPropertyValues("management.health.defaults.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(INDICATOR));
  }

  @Test
  void indicator_noActuator_isAbsent() {
    Contexts.withDatabase()
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.boot.actuate", "org.springframework.boot.health"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(INDICATOR));
  }

  @Test
  void indicator_ofTheApplication_isTheOnlyOne() {
    Contexts.withDatabase()
        .withBean(INDICATOR, Object.class)
        .run(context -> assertThat(context.getBean(INDICATOR).getClass()).isEqualTo(Object.class));
  }

  /** Returns the health by reflection, because the types differ between Spring Boot versions. */
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
