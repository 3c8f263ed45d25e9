package io.streamcat.examples.infrastructure;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.rds.IDatabaseInstance;

/** The alarms of an environment; docs/reference/alarms.md says what to do about each. */
final class Watch {

  /** The share of a quota that triggers an alarm, early enough to request an increase. */
  private static final double NEARLY = 0.8;

  /** The time that the function has for a review, in milliseconds, of the 200 that IVS waits. */
  private static final int REVIEW_MILLIS = 150;

  private static final double MILLIS_PER_SECOND = 1000;
  private static final int GIBIBYTE = 1 << 30;

  /** RDS allows 112 connections to an instance with 1 GiB; the functions take at most 7. */
  private static final int CONNECTIONS = 80;

  private static final int CREDITS = 20;
  private static final int BACKLOG = 100;

  private final Alarms alarms;

  Watch(Alarms alarms) {
    this.alarms = alarms;
  }

  void events(EventIngestion events) {
    Function function = events.function();
    alarms.above(
        "event-errors",
        0,
        2,
        function.metricErrors(Metrics.as(Metrics.SUM)),
        "Events cannot be stored; they wait in the queue.");
    alarms.above(
        "event-throttles",
        0,
        2,
        function.metricThrottles(Metrics.as(Metrics.SUM)),
        "The function that stores events gets no concurrency from the account.");
    alarms.above(
        "event-duration",
        NEARLY * EventsFunction.TIMEOUT_SECONDS * MILLIS_PER_SECOND,
        2,
        function.metricDuration(Metrics.as(Metrics.NEARLY_ALL)),
        "Storing events takes almost as long as the function may run.");
    // SQS excludes messages from their age that were received three times, so the age of the oldest
    // message falls during an outage. The backlog counts waiting and returned messages alike.
    alarms.above(
        "event-backlog",
        BACKLOG,
        3,
        Metrics.total(
            "Waiting events",
            events.queue().metricApproximateNumberOfMessagesVisible(Metrics.as(Metrics.MAXIMUM)),
            events
                .queue()
                .metricApproximateNumberOfMessagesNotVisible(Metrics.as(Metrics.MAXIMUM))),
        "More events arrive than are stored.");
    alarms.above(
        "event-lag",
        Duration.minutes(5).toSeconds(),
        Metrics.ofFunction(function, "EventLag", Metrics.MAXIMUM),
        "Events are stored more than five minutes after they happened.");
    alarms.above(
        "events-refused",
        0,
        Metrics.ofFunction(function, "EventsRefused", Metrics.SUM),
        "Events were refused for good; the log says why.");
    alarms.above(
        "dead-letters",
        0,
        events.deadLetters().metricApproximateNumberOfMessagesVisible(Metrics.as(Metrics.MAXIMUM)),
        "Events were given up after a day, or could not be queued.");
  }

  void review(ChatReview review) {
    Function function = review.function();
    alarms.above(
        "review-errors",
        0,
        function.metricErrors(Metrics.as(Metrics.SUM)),
        "The review of chat messages failed, and the rooms' fallback was applied.");
    alarms.above(
        "review-throttles",
        0,
        function.metricThrottles(Metrics.as(Metrics.SUM)),
        "More messages arrive than are reviewed at once, and the rooms' fallback was applied.");
    alarms.above(
        "review-duration",
        REVIEW_MILLIS,
        2,
        function.metricDuration(Metrics.as(Metrics.NEARLY_ALL)),
        "Reviews take almost as long as IVS waits.");
    alarms.above(
        "chat-invocation-errors",
        0,
        Metrics.ofChat("InvocationErrors"),
        "IVS Chat could not invoke a review function of this account and region.");
    alarms.above(
        "chat-response-errors",
        0,
        Metrics.ofChat("ResponseValidationErrors"),
        "IVS Chat did not accept a response of a review function.");
  }

  void database(IDatabaseInstance database) {
    alarms.below(
        "database-storage",
        GIBIBYTE,
        3,
        database.metricFreeStorageSpace(Metrics.as(Metrics.MINIMUM)),
        "The database has less than 1 GiB left, although its storage grows up to 100 GB.");
    alarms.below(
        "database-cpu-credits",
        CREDITS,
        3,
        database.metric("CPUCreditBalance", Metrics.as(Metrics.MINIMUM)),
        "The database has almost used up its CPU credits; more are charged.");
    alarms.above(
        "database-connections",
        CONNECTIONS,
        2,
        database.metricDatabaseConnections(Metrics.as(Metrics.MAXIMUM)),
        "More than 70 % of the database's connections are in use.");
  }

  void quotas(Settings.Quotas quotas, Function usage) {
    quota("channels", quotas.channels(), usage, "Channels");
    quota("chat-rooms", quotas.chatRooms(), usage, "ChatRooms");
    quota("stages", quotas.stages(), usage, "Stages");
    alarms.above(
        "concurrent-streams",
        NEARLY * quotas.concurrentStreams(),
        Metrics.ofIvs("ConcurrentStreams"),
        "More than 80 % of the quota of concurrent streams is in use.");
    alarms.above(
        "concurrent-views",
        NEARLY * quotas.concurrentViews(),
        Metrics.ofIvs("ConcurrentViews"),
        "More than 80 % of the quota of concurrent viewers is in use.");
    alarms.above(
        "usage-errors",
        0,
        usage.metricErrors(Metrics.as(Metrics.SUM)),
        "The channels, chat rooms and stages could not be counted.");
  }

  private void quota(String name, int quota, Function usage, String metric) {
    alarms.above(
        name,
        NEARLY * quota,
        Metrics.ofFunction(usage, metric, Metrics.MAXIMUM, Duration.hours(1)),
        "More than 80 %% of the quota of %s is in use.".formatted(name.replace('-', ' ')));
  }
}
