package io.streamcat.examples.infrastructure;

import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/** The stateless part of the backend: deleting it loses only messages in queues. */
final class BackendStack extends Stack {

  /** The share of a quota that triggers an alarm, early enough to request an increase. */
  private static final double NEARLY = 0.8;

  BackendStack(App app, Settings settings, StorageStack storage) {
    super(
        app,
        "Backend",
        StackProps.builder()
            .stackName("streamcat-" + settings.environment() + "-backend")
            .description("StreamCat: events, chat review, alarms and the application's policy")
            .build());
    EventIngestion ingester =
        new EventIngestion(
            this, "Events", settings.eventsJar(), storage.network().vpc(), storage.database());
    ChatReview review = new ChatReview(this, "ChatReview", settings.reviewJar());
    ApplicationPolicy policy =
        new ApplicationPolicy(this, "ApplicationPolicy", storage.database().secret());
    watch(new Alarms(this, "Alarms", settings.alarmEmail()), settings, ingester, review);

    output("ReviewFunction", review.functionArn());
    output("ApplicationPolicyArn", policy.arn());
    output("EventQueue", ingester.queue().getQueueUrl());
    output("DeadLetterQueue", ingester.deadLetters().getQueueUrl());
  }

  private static void watch(
      Alarms alarms, Settings settings, EventIngestion ingester, ChatReview review) {
    MetricOptions maximum =
        MetricOptions.builder().statistic("Maximum").period(Duration.minutes(5)).build();
    alarms.above(
        "DeadLetters",
        0,
        ingester.deadLetters().metricApproximateNumberOfMessagesVisible(maximum),
        "Events could not be stored. Find the cause, then move them back to their queue.");
    alarms.above(
        "EventLag",
        Duration.minutes(5).toSeconds(),
        ingester.queue().metricApproximateAgeOfOldestMessage(maximum),
        "Events have been waiting for more than five minutes. Is the database available?");
    alarms.above(
        "ReviewErrors",
        0,
        review.errors(),
        "The review of chat messages failed, and the rooms' fallback was applied.");
    alarms.above(
        "ConcurrentStreams",
        NEARLY * settings.concurrentStreams(),
        IvsMetrics.concurrentStreams(),
        "More than 80 % of the account's quota of concurrent streams is in use.");
    alarms.above(
        "ConcurrentViews",
        NEARLY * settings.concurrentViews(),
        IvsMetrics.concurrentViews(),
        "More than 80 % of the account's quota of concurrent viewers is in use.");
  }

  private void output(String id, String value) {
    CfnOutput.Builder.create(this, id).value(value).build();
  }
}
