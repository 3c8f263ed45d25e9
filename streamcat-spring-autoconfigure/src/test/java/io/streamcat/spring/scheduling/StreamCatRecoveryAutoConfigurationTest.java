package io.streamcat.spring.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import com.github.kagkarlsson.scheduler.task.Task;
import io.streamcat.StreamCat;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.repository.Home;
import io.streamcat.repository.Identity;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.internal.RepeatedTask;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

@Guarantee("SPRING-09")
class StreamCatRecoveryAutoConfigurationTest {

  private static final RecoveryReport NOTHING =
      new RecoveryReport(List.of(), List.of(), List.of(), Map.of(), null, null);

  private final AtomicInteger runs = new AtomicInteger();
  private final Recovery counting =
      (limit, time, progress) -> {
        runs.incrementAndGet();
        return NOTHING;
      };

  private ApplicationContextRunner counted() {
    return Contexts.inMemory().withBean(Recovery.class, () -> counting);
  }

  @Test
  void recovery_streamCatUsed_runsRepeatedly() {
    counted()
        .withPropertyValues("streamcat.recovery.interval=10ms")
        .withBean("user", UserOfStreamCat.class)
        .run(context -> await().until(() -> runs.get() > 2));
  }

  record UserOfStreamCat(StreamCat streamcat) {}

  @Test
  void recovery_streamCatUsedLater_startsThen() {
    counted()
        .withPropertyValues("streamcat.recovery.interval=10ms")
        .run(
            context -> {
              await().during(Duration.ofMillis(100)).until(() -> runs.get() == 0);

              context.getBean(StreamCat.class);

              await().until(() -> runs.get() > 0);
            });
  }

  @Test
  void recovery_enabledByProperty_runsBeforeStreamCatIsUsed() {
    counted()
        .withPropertyValues("streamcat.recovery.enabled=true", "streamcat.recovery.interval=10ms")
        .run(context -> await().until(() -> runs.get() > 0));
  }

  @Test
  void switchedOff_isNotThere() {
    counted()
        .withPropertyValues("streamcat.recovery.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(RepeatedTask.class));
  }

  @Test
  void recovery_runFails_nextRunFollows() {
    Contexts.inMemory()
        .withBean(
            Recovery.class,
            () ->
                (limit, time, progress) -> {
                  runs.incrementAndGet();
                  throw new IllegalStateException("the database is unavailable");
                })
        .withPropertyValues("streamcat.recovery.enabled=true", "streamcat.recovery.interval=10ms")
        .run(context -> await().until(() -> runs.get() > 1));
  }

  @Test
  void close_runUnderWay_endsBeforeTheDataSourceIsClosed() {
    ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
    CountDownLatch underWay = new CountDownLatch(1);
    Contexts.inMemory()
        .withBean(DataSource.class, () -> new ObservedDataSource(events))
        .withBean(
            Recovery.class,
            () ->
                (limit, time, progress) -> {
                  underWay.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    events.add("recovery ended");
                  }
                  return NOTHING;
                })
        .withPropertyValues("streamcat.recovery.enabled=true", "streamcat.recovery.interval=10ms")
        .run(context -> underWay.await());

    assertThat(events).containsExactly("recovery ended", "data source closed");
  }

  /** A data source that records its close. */
  static final class ObservedDataSource extends AbstractDataSource implements AutoCloseable {
    private final ConcurrentLinkedQueue<String> events;

    ObservedDataSource(ConcurrentLinkedQueue<String> events) {
      this.events = events;
    }

    @Override
    public Connection getConnection() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Connection getConnection(String username, String password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      events.add("data source closed");
    }
  }

  @Test
  void recovery_userOfACrashedServer_isCompleted() {
    Contexts.withDatabase()
        .withPropertyValues(
            "streamcat.recovery.enabled=true",
            "streamcat.recovery.interval=50ms",
            "streamcat.failure-policy=resume")
        .run(
            context -> {
              UserRepository users = context.getBean(UserRepository.class);
              users.insert(
                  UserRecord.intended(
                      "key",
                      Home.of("us-east-1", null),
                      new Identity(UserId.of("42"), null, null, null),
                      "streamcat-42",
                      EnumSet.allOf(ResourceKind.class),
                      new Lease("another server", Instant.EPOCH),
                      "writer",
                      Instant.EPOCH));

              await()
                  .untilAsserted(
                      () ->
                          assertThat(users.stream().toList())
                              .singleElement()
                              .satisfies(user -> assertThat(user.isComplete()).isTrue()));
              assertThat(Contexts.resources(context)).hasSize(3);
            });
  }

  @Test
  void dbSchedulerStarter_present_runsRecovery() {
    Contexts.emulated()
        .withUserConfiguration(DatabaseWithTasks.class)
        .withConfiguration(AutoConfigurations.of(DbSchedulerAutoConfiguration.class))
        .withBean(Recovery.class, () -> counting)
        .withPropertyValues("db-scheduler.polling-interval=50ms")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(RepeatedTask.class);
              assertThat(context).hasSingleBean(Task.class);
              await().until(() -> runs.get() > 0);
            });
  }

  @Test
  void dbSchedulerStarter_recoveryDisabled_hasNoTask() {
    Contexts.emulated()
        .withUserConfiguration(DatabaseWithTasks.class)
        .withConfiguration(AutoConfigurations.of(DbSchedulerAutoConfiguration.class))
        .withPropertyValues("streamcat.recovery.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .doesNotHaveBean(RepeatedTask.class)
                    .doesNotHaveBean(Task.class));
  }

  @Test
  void dbSchedulerWithoutStarter_present_recoveryRunsInTheApplication() {
    Contexts.emulated()
        .withUserConfiguration(DatabaseWithTasks.class)
        .withBean(Scheduler.class, () -> Scheduler.create(Contexts.newDatabase()).build())
        .run(
            context ->
                assertThat(context).hasSingleBean(RepeatedTask.class).doesNotHaveBean(Task.class));
  }

  @Test
  void dbScheduler_absent_recoveryRunsInTheApplication() {
    Contexts.inMemory()
        .withClassLoader(new FilteredClassLoader("com.github.kagkarlsson"))
        .run(context -> assertThat(context).hasSingleBean(RepeatedTask.class));
  }

  @Configuration(proxyBeanMethods = false)
  static class DatabaseWithTasks {

    @Bean
    EmbeddedDatabase dataSource() {
      return new EmbeddedDatabaseBuilder()
          .generateUniqueName(true)
          .setType(EmbeddedDatabaseType.H2)
          .addScript("scheduled_tasks.sql")
          .build();
    }
  }
}
