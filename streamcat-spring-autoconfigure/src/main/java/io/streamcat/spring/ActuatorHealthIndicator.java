package io.streamcat.spring;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * Reports health in the words of Spring Boot 3.
 *
 * @param streamCat finds it out
 */
record ActuatorHealthIndicator(StreamCatHealth streamCat) implements HealthIndicator {

  @Override
  public Health health() {
    StreamCatHealth.Report report = streamCat.check();
    Boolean up = report.up();
    return Health.status(up == null ? Status.UNKNOWN : up ? Status.UP : Status.DOWN)
        .withDetails(report.details())
        .build();
  }
}
