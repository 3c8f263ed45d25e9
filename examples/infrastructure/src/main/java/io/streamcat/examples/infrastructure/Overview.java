package io.streamcat.examples.infrastructure;

import java.util.List;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.constructs.Construct;

/** The dashboard of an environment: alarms first, then events, chat, database and quotas. */
final class Overview extends Construct {

  private static final int FULL = 24;
  private static final int HALF = 12;

  private final Dashboard dashboard;

  Overview(Construct scope, String id, Settings settings, Alarms alarms) {
    super(scope, id);
    dashboard =
        Dashboard.Builder.create(this, "Dashboard")
            .dashboardName(settings.name("overview"))
            .build();
    dashboard.addWidgets(
        AlarmStatusWidget.Builder.create()
            .title("Alarms")
            .width(FULL)
            .alarms(alarms.all())
            .build());
  }

  void events(EventIngestion events) {
    Function function = events.function();
    dashboard.addWidgets(
        graph(
            "Events",
            Metrics.ofFunction(function, "EventsStored", Metrics.SUM),
            Metrics.ofFunction(function, "EventsFailed", Metrics.SUM),
            Metrics.ofFunction(function, "EventsRefused", Metrics.SUM),
            Metrics.ofFunction(function, "EventsForeign", Metrics.SUM)),
        graph(
            "Waiting events and lag",
            events.queue().metricApproximateNumberOfMessagesVisible(Metrics.as(Metrics.MAXIMUM)),
            events.queue().metricApproximateNumberOfMessagesNotVisible(Metrics.as(Metrics.MAXIMUM)),
            Metrics.ofFunction(function, "EventLag", Metrics.MAXIMUM)));
  }

  void review(Function function) {
    dashboard.addWidgets(
        graph(
            "Reviewed messages",
            Metrics.ofFunction(function, "MessagesAllowed", Metrics.SUM),
            Metrics.ofFunction(function, "MessagesRewritten", Metrics.SUM),
            Metrics.ofFunction(function, "MessagesDenied", Metrics.SUM),
            Metrics.ofChat("InvocationErrors"),
            Metrics.ofChat("ResponseValidationErrors")),
        graph(
            "Time of a review",
            Metrics.ofFunction(function, "ReviewTime", "p50"),
            Metrics.ofFunction(function, "ReviewTime", Metrics.NEARLY_ALL),
            function.metricDuration(Metrics.as(Metrics.NEARLY_ALL))));
  }

  void database(IDatabaseInstance database) {
    dashboard.addWidgets(
        graph(
            "Database",
            database.metricCPUUtilization(Metrics.as(Metrics.MAXIMUM)),
            database.metricDatabaseConnections(Metrics.as(Metrics.MAXIMUM))),
        graph("Free storage", database.metricFreeStorageSpace(Metrics.as(Metrics.MINIMUM))));
  }

  void usage(Function usage) {
    dashboard.addWidgets(
        graph(
            "Resources",
            Metrics.ofFunction(usage, "Channels", Metrics.MAXIMUM),
            Metrics.ofFunction(usage, "ChatRooms", Metrics.MAXIMUM),
            Metrics.ofFunction(usage, "Stages", Metrics.MAXIMUM)),
        graph("Live", Metrics.ofIvs("ConcurrentStreams"), Metrics.ofIvs("ConcurrentViews")));
  }

  private static GraphWidget graph(String title, IMetric... metrics) {
    return GraphWidget.Builder.create().title(title).width(HALF).left(List.of(metrics)).build();
  }
}
