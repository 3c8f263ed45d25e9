package io.streamcat.sqs;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The path of an event from EventBridge through SQS into a repository, in LocalStack. Skipped
 * without Docker.
 */
class LocalStackEventsIT {

  private static final String RULE = "ivs-events";

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  @BeforeAll
  static void requireDocker() {
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "Docker is not available");
  }

  private static SqsClient sqs(LocalStackContainer localStack) {
    return SqsClient.builder()
        .endpointOverride(localStack.getEndpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .build();
  }

  private static EventBridgeClient events(LocalStackContainer localStack) {
    return EventBridgeClient.builder()
        .endpointOverride(localStack.getEndpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .build();
  }

  /**
   * Only IVS may send events under its name. The rule therefore matches an event of the test, and
   * delivers an IVS event in its place.
   */
  @Test
  void rule_deliversAnEvent_eventIsStored() throws Exception {
    Store store = new Store();
    try (LocalStackContainer localStack =
        new LocalStackContainer("localstack/localstack:4.4").withServices("events", "sqs")) {
      localStack.start();
      try (SqsClient sqs = sqs(localStack);
          EventBridgeClient events = events(localStack)) {
        String queue = ElasticMq.newQueue(sqs);
        String arn =
            sqs.getQueueAttributes(
                    r -> r.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        events.putRule(r -> r.name(RULE).eventPattern("{\"source\": [\"streamcat.test\"]}"));
        Target target = Target.builder().id("queue").arn(arn).input(Store.event(1)).build();
        events.putTargets(r -> r.rule(RULE).targets(target));

        try (SqsEventConsumer consumer = SqsEventConsumer.builder(sqs, queue, store).build()) {
          consumer.start();
          PutEventsRequestEntry entry =
              PutEventsRequestEntry.builder()
                  .source("streamcat.test")
                  .detailType("test")
                  .detail("{}")
                  .build();
          events.putEvents(r -> r.entries(entry));
          store.awaitStored(1);
        }
      }
    }
  }
}
