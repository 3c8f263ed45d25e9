package io.streamcat.examples.infrastructure;

import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Match;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** The path of IVS events into the database: rule, queue and function. */
final class EventIngestion extends Construct {

  private final Queue deadLetters;
  private final Queue queue;

  EventIngestion(Construct scope, String id, Path jar, IVpc vpc, Database database) {
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
            // The minimum that AWS requires.
            .visibilityTimeout(Duration.seconds(6 * EventsFunction.TIMEOUT_SECONDS))
            // One hour, in which an unavailable database can recover.
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(20).build())
            .build();
    Rule.Builder.create(this, "Rule")
        .description("Events of channels and stages, without the API calls of CloudTrail")
        .eventPattern(
            EventPattern.builder()
                .source(List.of("aws.ivs"))
                .detailType(Match.prefix("IVS "))
                .build())
        .targets(List.of(SqsQueue.Builder.create(queue).deadLetterQueue(deadLetters).build()))
        .build();
    new EventsFunction(this, "Function", jar, vpc, database)
        .takeFrom(
            SqsEventSource.Builder.create(queue)
                .batchSize(10)
                .reportBatchItemFailures(true)
                // Also the number of connections to the database.
                .maxConcurrency(5)
                .build());
  }

  Queue queue() {
    return queue;
  }

  Queue deadLetters() {
    return deadLetters;
  }
}
