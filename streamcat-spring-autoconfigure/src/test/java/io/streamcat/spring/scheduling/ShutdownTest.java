package io.streamcat.spring.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.internal.RepeatedTask;
import io.streamcat.testing.Guarantee;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** The stop of an application whose tasks are stuck. */
@Guarantee("SPRING-09")
class ShutdownTest {

  private static final Duration PHASE = Duration.ofMillis(500);

  private final CountDownLatch stuck = new CountDownLatch(3);
  private final CountDownLatch release = new CountDownLatch(1);

  /** Waits like a driver that ignores interrupts. */
  private void ignoreInterrupts() {
    stuck.countDown();
    boolean waiting = true;
    while (waiting) {
      try {
        release.await();
        waiting = false;
      } catch (InterruptedException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  private static DefaultLifecycleProcessor lifecycle() {
    DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
    processor.setTimeoutPerShutdownPhase(PHASE.toMillis());
    return processor;
  }

  @Test
  void close_tasksThatIgnoreInterrupts_endsWithinThePhaseTimeout() {
    BroadcastRepository broadcasts =
        (BroadcastRepository)
            Proxy.newProxyInstance(
                BroadcastRepository.class.getClassLoader(),
                new Class<?>[] {BroadcastRepository.class},
                (proxy, method, arguments) -> {
                  if (method.getDeclaringClass() == Object.class) {
                    return method.invoke(this, arguments);
                  }
                  ignoreInterrupts();
                  return List.of();
                });
    long[] closingAt = new long[1];
    try {
      Contexts.inMemory()
          .withBean("lifecycleProcessor", DefaultLifecycleProcessor.class, ShutdownTest::lifecycle)
          .withBean(BroadcastRepository.class, () -> broadcasts)
          .withBean(
              Recovery.class,
              () ->
                  (limit, time, progress) -> {
                    ignoreInterrupts();
                    return new RecoveryReport(
                        List.of(), List.of(), List.of(), Map.of(), null, null);
                  })
          .withBean(BroadcastListener.class, () -> new BroadcastListener() {})
          .withPropertyValues(
              "streamcat.recovery.enabled=true",
              "streamcat.recovery.interval=10ms",
              "streamcat.broadcasts.enabled=true",
              "streamcat.broadcasts.repair-interval=10ms",
              "streamcat.broadcasts.notification-interval=10ms",
              "streamcat.close-timeout=500ms")
          .run(
              context -> {
                assertThat(context.getBeansOfType(RepeatedTask.class)).hasSize(3);
                assertThat(stuck.await(30, TimeUnit.SECONDS)).isTrue();
                closingAt[0] = System.nanoTime();
              });

      assertThat(Duration.ofNanos(System.nanoTime() - closingAt[0]))
          .isLessThan(PHASE.multipliedBy(10));
    } finally {
      release.countDown();
    }
  }
}
