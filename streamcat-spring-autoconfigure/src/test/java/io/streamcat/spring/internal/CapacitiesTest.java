package io.streamcat.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.streamcat.provisioning.UserFinder;
import io.streamcat.repository.Home.Capacity;
import io.streamcat.user.ResourceKind;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The warning before a quota is reached. */
class CapacitiesTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(Capacities.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(logged);
  }

  @Test
  void get_quotaStaysLow_warnsOnceUntilItWasHigher() {
    Capacity low = new Capacity(950, 1_000, 10);
    Capacity enough = new Capacity(950, 5_000, 10);
    Queue<Capacity> answers = new ArrayDeque<>(List.of(low, low, enough, low));
    UserFinder users =
        (UserFinder)
            Proxy.newProxyInstance(
                UserFinder.class.getClassLoader(),
                new Class<?>[] {UserFinder.class},
                (proxy, method, arguments) -> Map.of(ResourceKind.STAGE, answers.remove()));
    Capacities capacities = Capacities.of(() -> users, Duration.ZERO, Clock.systemUTC());

    capacities.get();
    capacities.get();
    assertThat(logged.list).hasSize(1);
    assertThat(logged.list.get(0).getFormattedMessage())
        .contains("kind=stage existing=950 quota=1000 daysLeft=5");
    capacities.get();
    capacities.get();
    assertThat(logged.list).hasSize(2);
  }
}
