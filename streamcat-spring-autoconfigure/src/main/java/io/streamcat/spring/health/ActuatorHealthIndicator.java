package io.streamcat.spring.health;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * The health indicator for Spring Boot 3.
 *
 * @param streamCat the health check
 */
record ActuatorHealthIndicator(StreamCatHealth streamCat) implements HealthIndicator {

  @Override
  public Health health() {
    StreamCatHealth.Report report = streamCat.check();
    return Health.status(new Status(report.state().name())).withDetails(report.details()).build();
  }
}
