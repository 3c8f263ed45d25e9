package io.streamcat.spring.health;

import static io.streamcat.spring.health.StreamCatHealthAutoConfigurationTest.failing;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.exception.StorageException;
import io.streamcat.repository.Home.Capacity;
import io.streamcat.repository.RecordCounts;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.internal.Capacities;
import io.streamcat.spring.internal.DeadNotifications;
import io.streamcat.spring.internal.ExpiringSupplier;
import io.streamcat.spring.internal.UserCounts;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.ResourceKind;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports of checks with failing stores and certain counts. */
@Guarantee("SPRING-08")
class StreamCatHealthTest {

  @Test
  void health_databaseUnavailable_isDownWithTheReason() {
    UserRepository unavailable =
        failing(UserRepository.class, new StorageException("could not count users", true, null));

    StreamCatHealth.Report report = check(unavailable, new RecordCounts(Map.of(), 0, 0));

    assertThat(report.state()).isEqualTo(StreamCatHealth.State.DOWN);
    assertThat(report.details()).containsEntry("users", "could not count users");
  }

  private static StreamCatHealth.Report check(UserRepository users, RecordCounts counts) {
    return check(
        users,
        counts,
        DeadNotifications.of(
            () -> false, BroadcastRepository::inMemory, Duration.ofMinutes(5), Clock.systemUTC()));
  }

  private static StreamCatHealth.Report check(
      UserRepository users, RecordCounts counts, DeadNotifications dead) {
    UserCounts counted =
        new UserCounts(
            new ExpiringSupplier<>(() -> counts, Duration.ofMinutes(5), Clock.systemUTC()));
    return check(users, counted, dead, new Capacity(1, 1_000, 0.5));
  }

  private static StreamCatHealth.Report check(
      UserRepository users, UserCounts counted, DeadNotifications dead, Capacity capacity) {
    Capacities capacities =
        new Capacities(
            new ExpiringSupplier<>(
                () -> Map.of(ResourceKind.STAGE, capacity),
                Duration.ofMinutes(5),
                Clock.systemUTC()));
    return new StreamCatHealth(
            () -> true, () -> users, counted, capacities, dead, null, null, Map::of)
        .check();
  }

  @Test
  void health_quotaIsNearlyReached_isDegradedWithTheCapacity() {
    UserCounts counted =
        new UserCounts(
            new ExpiringSupplier<>(
                () -> new RecordCounts(Map.of(), 0, 0), Duration.ofMinutes(5), Clock.systemUTC()));
    DeadNotifications none =
        DeadNotifications.of(
            () -> false, BroadcastRepository::inMemory, Duration.ofMinutes(5), Clock.systemUTC());

    StreamCatHealth.Report report =
        check(UserRepository.inMemory(), counted, none, new Capacity(950, 1_000, 10));

    assertThat(report.state()).isEqualTo(StreamCatHealth.State.DEGRADED);
    assertThat(report.details())
        .containsEntry("capacity", Map.of("stage", "950 of 1000, 5 days left"));
  }

  @Test
  void health_usersFailRepeatedly_isDegradedWithTheirNumber() {
    StreamCatHealth.Report report =
        check(UserRepository.inMemory(), new RecordCounts(Map.of(), 7, 2));

    assertThat(report.state()).isEqualTo(StreamCatHealth.State.DEGRADED);
    assertThat(report.details())
        .containsEntry("usersWaitingForRecovery", 7L)
        .containsEntry("usersFailing", 2L);
  }

  @Test
  void health_broadcastStoreFails_isDegraded() {
    StreamCatHealth.Report report =
        check(
            UserRepository.inMemory(),
            new RecordCounts(Map.of(), 0, 0),
            new DeadNotifications(
                () -> true,
                new ExpiringSupplier<>(
                    () -> {
                      throw new StorageException("no such table", false, null);
                    },
                    Duration.ofMinutes(5),
                    Clock.systemUTC())));

    assertThat(report.state()).isEqualTo(StreamCatHealth.State.DEGRADED);
    assertThat(report.details()).containsEntry("usersFailing", 0L).containsKey("notificationsDead");
  }

  @Test
  void health_repositoryThrows_isDownWithTheReason() {
    UserRepository broken =
        failing(UserRepository.class, new NoSuchMethodError("another version of a driver"));

    assertThat(check(broken, new RecordCounts(Map.of(), 0, 0)).details())
        .containsEntry("users", "java.lang.NoSuchMethodError: another version of a driver");
  }
}
