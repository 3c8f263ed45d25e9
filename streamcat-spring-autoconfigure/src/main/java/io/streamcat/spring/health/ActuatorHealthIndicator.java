package io.streamcat.spring.health;

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
    return Health.status(new Status(report.state().name())).withDetails(report.details()).build();
  }
}
