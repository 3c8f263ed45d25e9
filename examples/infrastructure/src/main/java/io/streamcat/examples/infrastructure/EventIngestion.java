package io.streamcat.examples.infrastructure;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Archive;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Match;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** The path of IVS events into the database: rule, archive, queue and function. */
final class EventIngestion extends Construct {

  private static final Duration REPLAYABLE = Duration.days(14);

  private final Queue deadLetters;
  private final Queue queue;
  private final EventsFunction function;

  EventIngestion(
      Construct scope, String id, Settings settings, StorageStack storage, Migration migration) {
    super(scope, id);
    deadLetters =
        Queue.Builder.create(this, "DeadLetters")
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(14))
            .build();
    queue =
        Queue.Builder.create(this, "Queue")
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(4))
            // The minimum that AWS requires.
            .visibilityTimeout(Duration.seconds(6 * EventsFunction.TIMEOUT_SECONDS))
            // One day, in which an unavailable database can recover.
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(480).build())
            .build();
    EventPattern pattern =
        EventPattern.builder()
            .source(List.of("aws.ivs"))
            .detailType(Match.prefix("IVS "))
            .account(List.of(settings.site().account()))
            .build();
    Archive.Builder.create(this, "Archive")
        .description("Events of channels and stages, to store them again after a fault")
        .sourceEventBus(EventBus.fromEventBusName(this, "Bus", "default"))
        .eventPattern(pattern)
        .retention(REPLAYABLE)
        .build();
    Rule rule =
        Rule.Builder.create(this, "Rule")
            .description("Events of channels and stages, without the API calls of CloudTrail")
            .eventPattern(pattern)
            .targets(List.of(SqsQueue.Builder.create(queue).deadLetterQueue(deadLetters).build()))
            .build();
    function = new EventsFunction(this, "Function", settings, storage);
    function.takeFrom(
        SqsEventSource.Builder.create(queue)
            .batchSize(10)
            .reportBatchItemFailures(true)
            // Also the number of connections to the database.
            .maxConcurrency(5)
            .build());
    migration.before(function, rule);
  }

  Queue queue() {
    return queue;
  }

  Queue deadLetters() {
    return deadLetters;
  }

  Function function() {
    return function.function();
  }
}
