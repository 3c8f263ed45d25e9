package io.streamcat.spring.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import com.github.kagkarlsson.scheduler.task.Task;
import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.broadcast.RepairReport;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.event.IvsEvent;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.internal.RepeatedTask;
import io.streamcat.spring.internal.SingletonProbe;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

@Guarantee({"EVENT-12", "SPRING-10"})
class StreamCatBroadcastsAutoConfigurationTest {

  private static final String[] OFTEN = {
    "streamcat.broadcasts.enabled=true",
    "streamcat.broadcasts.repair-interval=10ms",
    "streamcat.broadcasts.notification-interval=10ms"
  };

  private final Map<String, Integer> runs = new ConcurrentHashMap<>();

  /** Counts the calls of each method. */
  private final Broadcasts counting =
      (Broadcasts)
          Proxy.newProxyInstance(
              Broadcasts.class.getClassLoader(),
              new Class<?>[] {Broadcasts.class},
              (proxy, method, arguments) -> {
                runs.merge(method.getName(), 1, Integer::sum);
                return method.getName().equals("repair")
                    ? new RepairReport(0, List.of(), Map.of())
                    : 0;
              });

  private int runs(String method) {
    return runs.getOrDefault(method, 0);
  }

  private static final Instant FAR_AHEAD = Instant.parse("2100-01-01T00:00:00Z");

  private static IvsEvent wentLive(String channelArn) {
    return IvsEvent.parse(
        """
        {"version": "0", "id": "01234567-0123-0123-0123-012345678901",
         "detail-type": "IVS Stream State Change", "source": "aws.ivs", "account": "123456789012",
         "time": "%s", "region": "us-east-1", "resources": ["%s"],
         "detail": {"event_name": "Stream Start", "stream_id": "st-1"}}"""
            .formatted(Instant.now(), channelArn));
  }

  private static String channelOfTodd(ApplicationContext context) {
    return context.getBean(UserProvisioner.class).provision(NewUser.withId("42")).channel().arn();
  }

  @Test
  void broadcasts_unused_nothingIsBuiltOrRuns() {
    Contexts.withDatabase()
        .run(
            context -> {
              channelOfTodd(context);

              assertThat(context)
                  .hasSingleBean(BroadcastRepository.class)
                  .doesNotHaveBean("streamCatRepairScheduler")
                  .doesNotHaveBean("streamCatNoticesScheduler");
              assertThat(
                      SingletonProbe.isCreated(context.getBeanFactory(), BroadcastRepository.class))
                  .isFalse();
            });
  }

  @Test
  void listeners_dependOnStreamCat_areNotifiedInOrder() {
    Contexts.withDatabase()
        .withUserConfiguration(ListenersConfiguration.class)
        .run(
            context -> {
              String channel = channelOfTodd(context);
              Broadcasts broadcasts = context.getBean(Broadcasts.class);

              broadcasts.accept(wentLive(channel));

              assertThat(broadcasts.live(channel)).isPresent();
              assertThat(context.getBean(Notified.class).names())
                  .containsExactly("42 first", "42 second");
            });
  }

  @Test
  void merge_noListeners_recordsNoNotifications() {
    Contexts.withDatabase()
        .run(
            context -> {
              context.getBean(Broadcasts.class).accept(wentLive(channelOfTodd(context)));

              assertThat(
                      context
                          .getBean(BroadcastRepository.class)
                          .claimNotifications(FAR_AHEAD, FAR_AHEAD.plusSeconds(1), 1))
                  .isEmpty();
            });
  }

  record Notified(Queue<String> names) {}

  @Configuration(proxyBeanMethods = false)
  static class ListenersConfiguration {

    @Bean
    Notified notified() {
      return new Notified(new ConcurrentLinkedQueue<>());
    }

    @Bean
    @Order(2)
    BroadcastListener second(UserProvisioner users, Notified notified) {
      return listener(users, notified, "second");
    }

    @Bean
    @Order(1)
    BroadcastListener first(UserProvisioner users, Notified notified) {
      return listener(users, notified, "first");
    }

    private static BroadcastListener listener(
        UserProvisioner users, Notified notified, String name) {
      return new BroadcastListener() {
        @Override
        public void wentLive(Broadcast broadcast) {
          users
              .findByResource(broadcast.channelArn())
              .ifPresent(user -> notified.names().add(user.id().value() + " " + name));
        }
      };
    }
  }

  @Test
  void broadcasts_repositoryOfTheApplication_needABroadcastRepository() {
    Contexts.withDatabase()
        .withBean(UserRepository.class, UserRepository::inMemory)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(BroadcastRepository.class);
              String channel = channelOfTodd(context);
              Broadcasts broadcasts = context.getBean(Broadcasts.class);
              assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
                  .isThrownBy(() -> broadcasts.accept(wentLive(channel)))
                  .withMessageContaining(BroadcastRepository.class.getName());
            });
  }

  @Test
  void broadcasts_enabled_repairsAndDeliversRepeatedly() {
    Contexts.inMemory()
        .withPropertyValues(OFTEN)
        .withBean(Broadcasts.class, () -> counting)
        .run(
            context -> await().until(() -> runs("repair") > 2 && runs("deliverNotifications") > 2));
  }

  @Test
  void retention_set_isScheduled() {
    Contexts.inMemory()
        .withPropertyValues(
            "streamcat.broadcasts.enabled=true", "streamcat.broadcasts.retention=90d")
        .withBean(Broadcasts.class, () -> counting)
        .run(
            context -> {
              RepeatedTask task =
                  context.getBean("streamCatRetentionScheduler", RepeatedTask.class);
              assertThat(task.name()).isEqualTo("streamcat-retention");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "streamcat.broadcasts.retention="})
  void retention_notSet_isNotScheduled(String retention) {
    Contexts.inMemory()
        .withPropertyValues(OFTEN)
        .withPropertyValues(retention)
        .withBean(Broadcasts.class, () -> counting)
        .run(context -> assertThat(context).doesNotHaveBean("streamCatRetentionScheduler"));
  }

  @Test
  void repair_eventLost_findsTheBroadcast() {
    Contexts.withDatabase()
        .withPropertyValues(OFTEN)
        .run(
            context -> {
              String channel = channelOfTodd(context);
              context.getBean(IvsEmulator.class).startStream(channel);

              await().until(() -> context.getBean(Broadcasts.class).live(channel).isPresent());
            });
  }

  @Test
  void dbSchedulerStarter_present_repairsAndDelivers() {
    Contexts.emulated()
        .withUserConfiguration(StreamCatRecoveryAutoConfigurationTest.DatabaseWithTasks.class)
        .withConfiguration(AutoConfigurations.of(DbSchedulerAutoConfiguration.class))
        .withPropertyValues(OFTEN)
        .withPropertyValues("db-scheduler.polling-interval=50ms")
        .withPropertyValues("streamcat.recovery.enabled=false")
        .withPropertyValues("streamcat.broadcasts.retention=90d")
        .withBean(Broadcasts.class, () -> counting)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(RepeatedTask.class);
              assertThat(context).getBeans(Task.class).hasSize(3);
              await()
                  .until(
                      () ->
                          runs("repair") > 0
                              && runs("deliverNotifications") > 0
                              && runs("forget") > 0);
            });
  }
}
