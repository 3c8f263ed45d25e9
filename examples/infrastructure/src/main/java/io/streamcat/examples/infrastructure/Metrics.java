package io.streamcat.examples.infrastructure;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.Function;

/** The metrics for alarms and dashboard, in periods of five minutes. */
final class Metrics {

  static final String SUM = "Sum";
  static final String MAXIMUM = "Maximum";
  static final String MINIMUM = "Minimum";
  static final String NEARLY_ALL = "p99";

  private static final Duration PERIOD = Duration.minutes(5);

  private Metrics() {}

  static MetricOptions as(String statistic) {
    return MetricOptions.builder().statistic(statistic).period(PERIOD).build();
  }

  /** Returns a metric that a function of examples/lambda prints. */
  static Metric ofFunction(Function function, String name, String statistic) {
    return ofFunction(function, name, statistic, PERIOD);
  }

  static Metric ofFunction(Function function, String name, String statistic, Duration period) {
    return Metric.Builder.create()
        .namespace("StreamCat")
        .metricName(name)
        .dimensionsMap(Map.of("FunctionName", function.getFunctionName()))
        .statistic(statistic)
        .period(period)
        .build();
  }

  /**
   * Returns a metric of IVS for the whole account and region, which has no dimensions, as in the
   * sample dashboard aws-samples/amazon-ivs-cloudwatch-dashboard-sample.
   */
  static Metric ofIvs(String name) {
    return Metric.Builder.create()
        .namespace("AWS/IVS")
        .metricName(name)
        .statistic(MAXIMUM)
        .period(PERIOD)
        .build();
  }

  /**
   * Returns the sum of a metric of IVS Chat over all its dimensions, because AWS does not document
   * under which of them it counts the handlers of messages.
   */
  static IMetric ofChat(String name) {
    return MathExpression.Builder.create()
        .expression("SELECT SUM(%s) FROM \"AWS/IVSChat\"".formatted(name))
        .usingMetrics(Map.of())
        .label(name)
        .period(PERIOD)
        .build();
  }

  /** Returns the sum of two metrics. */
  static IMetric total(String label, IMetric first, IMetric second) {
    return MathExpression.Builder.create()
        .expression("first + second")
        // In a fixed order: the order of Map.of changes from run to run, and with it the template.
        .usingMetrics(new TreeMap<>(Map.of("first", first, "second", second)))
        .label(label)
        .period(PERIOD)
        .build();
  }
}
