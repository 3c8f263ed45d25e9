package io.streamcat.spring.sqs;

import io.streamcat.spring.internal.InBackground;
import io.streamcat.spring.internal.IngestionHealth;
import io.streamcat.spring.internal.RepeatedTask;
import io.streamcat.sqs.SqsConsumerStatus;
import io.streamcat.sqs.SqsEventConsumer;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.SmartLifecycle;

/**
 * The lifecycle of the SQS consumer. Like a {@link RepeatedTask}, it starts last and stops first,
 * so that the data source outlives it.
 *
 * @param consumer the consumer
 */
record SqsConsumerLifecycle(SqsEventConsumer consumer) implements SmartLifecycle, IngestionHealth {

  @Override
  public void start() {
    consumer.start();
  }

  @Override
  public void stop() {
    consumer.close();
  }

  /** Stops in the background: Spring limits the time of all beans of a phase together. */
  @Override
  public void stop(Runnable callback) {
    InBackground.stop("streamcat-sqs", this::stop, callback);
  }

  @Override
  public boolean isRunning() {
    return consumer.isRunning();
  }

  @Override
  public boolean check(Map<String, Object> details) {
    SqsConsumerStatus status = consumer.status();
    if (status.polledAt() != null) {
      details.put("eventsPolledAt", status.polledAt().toString());
    }
    String failure =
        Stream.of(status.queueFailure(), status.storeFailure())
            .filter(Objects::nonNull)
            .map(e -> e instanceof Error ? e.toString() : String.valueOf(e.getMessage()))
            .findFirst()
            .orElse(status.running() ? "" : "the consumer is stopped");
    details.put("events", failure.isEmpty() ? "received" : failure);
    return failure.isEmpty();
  }
}
