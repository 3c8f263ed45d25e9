package io.streamcat.spring.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The health indicator for Spring Boot 4.
 *
 * @param streamCat the health check
 */
record ContributorHealthIndicator(StreamCatHealth streamCat) implements HealthIndicator {

  @Override
  public Health health() {
    StreamCatHealth.Report report = streamCat.check();
    return Health.status(new Status(report.state().name())).withDetails(report.details()).build();
  }
}
