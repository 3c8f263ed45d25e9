package io.streamcat.spring.sqs;

import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.annotation.SqsListenerAcknowledgementMode;
import io.awspring.cloud.sqs.listener.acknowledgement.BatchAcknowledgement;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.event.ingest.EventOutcome;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * A listener of Spring Cloud AWS that stores events and acknowledges the messages of stored ones.
 */
final class SqsEventListener {

  private static final Logger log = LoggerFactory.getLogger(SqsEventListener.class);

  private final EventIngester ingester;

  SqsEventListener(EventIngester ingester) {
    this.ingester = ingester;
  }

  @SqsListener(
      queueNames = "${streamcat.events.sqs.queue-url}",
      id = "streamcat-events",
      acknowledgementMode = SqsListenerAcknowledgementMode.MANUAL)
  void receive(List<Message<String>> messages, BatchAcknowledgement<String> acknowledgement) {
    List<EventOutcome> outcomes =
        ingester.ingest(messages.stream().map(Message::getPayload).toList());
    List<Message<String>> stored = new ArrayList<>();
    List<EventOutcome> failed = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      EventOutcome outcome = outcomes.get(i);
      switch (outcome.status()) {
        case STORED -> stored.add(messages.get(i));
        case REJECTED ->
            log.warn(
                "Rejected an invalid event; it goes to the dead-letter queue message={} cause={}",
                messages.get(i).getHeaders().getId(),
                String.valueOf(outcome.cause()));
        case FAILED -> failed.add(outcome);
      }
    }
    if (!failed.isEmpty()) {
      log.warn(
          "Events could not be stored; they will be redelivered messages={} cause={}",
          failed.size(),
          String.valueOf(failed.get(0).cause()));
    }
    if (!stored.isEmpty()) {
      acknowledgement.acknowledge(stored);
    }
  }
}
