package io.streamcat.examples.infrastructure;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * The metrics of IVS for a whole account and region, which have no dimensions, as in the sample
 * dashboard aws-samples/amazon-ivs-cloudwatch-dashboard-sample.
 */
final class IvsMetrics {

  private IvsMetrics() {}

  static Metric concurrentStreams() {
    return maximum("ConcurrentStreams");
  }

  static Metric concurrentViews() {
    return maximum("ConcurrentViews");
  }

  private static Metric maximum(String name) {
    return Metric.Builder.create()
        .namespace("AWS/IVS")
        .metricName(name)
        .statistic("Maximum")
        .period(Duration.minutes(5))
        .build();
  }
}
