package io.streamcat.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.streamcat.StreamCat;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.internal.Tags;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.operations.UserChannels;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.DeadNotificationSample;
import io.streamcat.spring.StreamCatBuilderCustomizer;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StreamCatMetricsAutoConfigurationTest {

  private static ApplicationContextRunner measured() {
    return Contexts.withDatabase()
        .withConfiguration(
            Contexts.boot(
                "metrics.MetricsAutoConfiguration",
                "metrics.CompositeMeterRegistryAutoConfiguration",
                "metrics.export.simple.SimpleMetricsExportAutoConfiguration",
                "observation.ObservationAutoConfiguration"));
  }

  @Test
  void provision_anyOutcome_isTimed() {
    measured()
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              MeterRegistry meters = context.getBean(MeterRegistry.class);

              users.provision(NewUser.withId("42"));
              users.provisionAsync(NewUser.withId("43")).join();
              assertThatExceptionOfType(InvalidInputException.class)
                  .isThrownBy(() -> users.provision(NewUser.of("a", "short")));
              users.deprovision(UserId.of("43"));

              assertThat(count(meters, "streamcat.provision", "success")).isEqualTo(2);
              assertThat(count(meters, "streamcat.provision", "invalid")).isEqualTo(1);
              assertThat(count(meters, "streamcat.deprovision", "success")).isEqualTo(1);
            });
  }

  @Test
  void changeChannel_isTimed() {
    measured()
        .run(
            context -> {
              User user = context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
              UserChannels channels = context.getBean(UserChannels.class);
              MeterRegistry meters = context.getBean(MeterRegistry.class);

              context
                  .getBean(UserProvisioner.class)
                  .changeChannel(user.id(), c -> c.authorized(true), LiveChannelPolicy.REFUSE);
              channels.stop(user.id());

              assertThat(count(meters, "streamcat.change", "success")).isEqualTo(1);
              assertThat(count(meters, "streamcat.rotate", "success")).isEqualTo(1);
            });
  }

  private static long count(MeterRegistry meters, String name, String outcome) {
    return meters.get(name).tag("outcome", outcome).timer().count();
  }

  @Test
  void notificationsDead_broadcastsUsed_areCounted() {
    measured()
        .withPropertyValues("streamcat.counts-interval=0s")
        .run(
            context -> {
              Gauge dead =
                  context.getBean(MeterRegistry.class).get("streamcat.notifications.dead").gauge();
              assertThat(dead.value()).isNaN();

              DeadNotificationSample.store(context.getBean(BroadcastRepository.class));

              assertThat(dead.value()).isEqualTo(1);
            });
  }

  @Test
  void streamCatBean_usedDirectly_isObserved() {
    measured()
        .run(
            context -> {
              StreamCat streamcat = context.getBean(StreamCat.class);

              streamcat.users().provision(NewUser.withId("42"));
              streamcat.recovery().run();
              context.getBean(Recovery.class).run();

              MeterRegistry meters = context.getBean(MeterRegistry.class);
              assertThat(count(meters, "streamcat.provision", "success")).isEqualTo(1);
              assertThat(count(meters, "streamcat.recovery", "success")).isEqualTo(2);
            });
  }

  @Test
  void call_throttled_countsThrottlesAndRetries() {
    measured()
        .run(
            context -> {
              context
                  .getBean(IvsEmulator.class)
                  .faults()
                  .add(FaultRule.error("CreateChannel", "ThrottlingException"));

              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              MeterRegistry meters = context.getBean(MeterRegistry.class);
              assertThat(
                      meters
                          .get("streamcat.aws.calls")
                          .tags("operation", "CreateChannel", "outcome", "throttled")
                          .timer()
                          .count())
                  .isEqualTo(1);
              assertThat(
                      meters
                          .get("streamcat.aws.retries")
                          .tag("operation", "CreateChannel")
                          .counter()
                          .count())
                  .isEqualTo(1);
            });
  }

  @Test
  void callLimiterBean_delaysCalls_waitsAreTimed() {
    Duration wait = Duration.ofMillis(20);
    Set<String> heldBack = ConcurrentHashMap.newKeySet();
    CallLimiter onceEach =
        (call, longestWait) ->
            CallLimiter.Turn.granted(heldBack.add(call.operation().name()) ? wait : Duration.ZERO);
    measured()
        .withBean(CallLimiter.class, () -> onceEach)
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThat(heldBack).contains("CreateChannel", "CreateRoom", "CreateStage");
              Timer waits =
                  context
                      .getBean(MeterRegistry.class)
                      .get("streamcat.aws.waits")
                      .tag("operation", "CreateChannel")
                      .timer();
              assertThat(waits.count()).isEqualTo(1);
              assertThat(waits.totalTime(TimeUnit.MILLISECONDS))
                  .isGreaterThanOrEqualTo((double) wait.toMillis());
            });
  }

  @Test
  void events_ingested_areTimedByTypeAndCounted() {
    measured()
        .run(
            context -> {
              EventIngester ingester = context.getBean(EventIngester.class);
              MeterRegistry meters = context.getBean(MeterRegistry.class);
              String event = Contexts.wentLive("st-1");

              ingester.ingest(List.of(event, "{}"));
              ingester.ingest(List.of(event));
              ingester.ingest(List.of(event.replace("Stream State Change", "Cat Change")));

              assertThat(lag(meters, "StreamStateChange").count()).isEqualTo(2);
              assertThat(lag(meters, "UnknownEvent").count()).isEqualTo(1);
              assertThat(meters.get("streamcat.events.unchanged").counter().count()).isEqualTo(2);
              assertThat(meters.get("streamcat.events.rejected").counter().count()).isEqualTo(1);
              assertThat(meters.find("streamcat.events.failed").counter()).isNull();
            });
  }

  private static Timer lag(MeterRegistry meters, String type) {
    return meters.get("streamcat.events.lag").tag("type", type).timer();
  }

  @Test
  void users_inSeveralStates_areCountedByState() {
    measured()
        .run(
            context -> {
              MeterRegistry meters = context.getBean(MeterRegistry.class);
              assertThat(users(meters, "active")).as("not used yet").isNaN();

              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThat(users(meters, "active")).isEqualTo(1);
              assertThat(users(meters, "provisioning")).isZero();
              assertThat(resources(meters, "streamcat.resources")).isEqualTo(1);
              assertThat(resources(meters, "streamcat.resources.quota")).isEqualTo(1_000);
              assertThat(meters.get("streamcat.users.waiting").gauge().value()).isZero();
              assertThat(meters.get("streamcat.users.failing").gauge().value()).isZero();
            });
  }

  private static double resources(MeterRegistry meters, String name) {
    return meters.get(name).tag("kind", "stage").gauge().value();
  }

  private static double users(MeterRegistry meters, String state) {
    return meters.get("streamcat.users").tag("state", state).gauge().value();
  }

  @Test
  void plan_orphans_areShown() {
    measured()
        .withPropertyValues("streamcat.namespace=streamcat")
        .run(
            context -> {
              MeterRegistry meters = context.getBean(MeterRegistry.class);
              context
                  .getBean(ChannelService.class)
                  .create(
                      "stray",
                      ChannelSettings.builder()
                          .tags(orphan(context.getBean(UserRepository.class).storeId()))
                          .build());
              assertThat(orphans(meters)).isNaN();

              context.getBean(Reconciler.class).plan();

              assertThat(orphans(meters)).isEqualTo(1);
            });
  }

  /** The tags of a resource whose user no longer exists. */
  private static Map<String, String> orphan(String storeId) {
    return Map.of(
        Tags.NAMESPACE, "streamcat",
        Tags.STORE, storeId,
        Tags.USER_ID, "nobody",
        Tags.CREATED_AT, "2020-01-01T00:00:00Z");
  }

  private static double orphans(MeterRegistry meters) {
    return meters.get("streamcat.reconciliation.findings").tag("type", "orphaned").gauge().value();
  }

  @Test
  void micrometer_absent_provisions() {
    Contexts.withDatabase()
        .withClassLoader(new FilteredClassLoader("io.micrometer"))
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(StreamCatBuilderCustomizer.class);
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
            });
  }

  @Test
  void meterRegistry_absent_measuresNothing() {
    Contexts.withDatabase().run(context -> assertThat(context).doesNotHaveBean(UserMetrics.class));
  }
}
