package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ContextCarrierTest {

  private final AtomicReference<@Nullable String> seen = new AtomicReference<>();
  private final ContextCarrier carrier = ContextCarrier.mdc();

  @AfterEach
  void clear() {
    MDC.clear();
  }

  private Runnable carried() {
    return carrier.carry(() -> seen.set(MDC.get("request")));
  }

  @Test
  void mdc_taskOnAnotherThread_seesTheContextOfTheCaller() throws InterruptedException {
    MDC.put("request", "4711");
    Thread thread = new Thread(carried());
    thread.start();
    thread.join();

    assertThat(seen).hasValue("4711");
  }

  @Test
  void mdc_afterTheTask_restoresTheContextOfTheThread() {
    MDC.put("request", "4711");
    Runnable task = carried();
    MDC.put("request", "of the thread");
    task.run();

    assertThat(seen).hasValue("4711");
    assertThat(MDC.get("request")).isEqualTo("of the thread");
  }

  @Test
  void mdc_callerWithoutContext_hidesThatOfTheThread() {
    Runnable task = carried();
    MDC.put("request", "of another caller");
    task.run();

    assertThat(seen.get()).isNull();
    assertThat(MDC.get("request")).isEqualTo("of another caller");
  }
}
