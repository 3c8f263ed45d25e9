package io.streamcat.examples.infrastructure;

import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/** What works: it holds nothing that is lost with it but messages that wait. */
final class BackendStack extends Stack {

  /** Of a quota: early enough to ask AWS for more. */
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
        "Events were given up. Find out why, then move them back to their queue.");
    alarms.above(
        "EventLag",
        Duration.minutes(5).toSeconds(),
        ingester.queue().metricApproximateAgeOfOldestMessage(maximum),
        "Events wait for more than five minutes. Is the database up?");
    alarms.above(
        "ReviewErrors",
        0,
        review.errors(),
        "The review of chat messages failed, and the rooms' fallback decided.");
    alarms.above(
        "ConcurrentStreams",
        NEARLY * settings.concurrentStreams(),
        IvsMetrics.concurrentStreams(),
        "More than 80 % of the streams the account may have at once are live.");
    alarms.above(
        "ConcurrentViews",
        NEARLY * settings.concurrentViews(),
        IvsMetrics.concurrentViews(),
        "More than 80 % of the viewers the account may have at once are watching.");
  }

  private void output(String id, String value) {
    CfnOutput.Builder.create(this, id).value(value).build();
  }
}
