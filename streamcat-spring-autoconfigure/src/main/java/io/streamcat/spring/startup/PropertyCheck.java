package io.streamcat.spring.startup;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.event.ingest.EventEndpoint;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.internal.BuilderProperties;
import io.streamcat.spring.internal.DatabaseSettings;
import io.streamcat.spring.internal.InvalidPropertyException;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.internal.StreamCatProperties.Aws;
import io.streamcat.spring.internal.StreamCatProperties.Http;
import io.streamcat.spring.internal.StreamCatProperties.Storage;
import io.streamcat.spring.internal.StreamCatProperties.Store;
import io.streamcat.spring.internal.StreamCatProperties.StreamKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.util.ClassUtils;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;

/**
 * A check of all properties before any bean is created. Most beans are created on first use, when
 * an invalid property would fail a request of a user.
 *
 * @param properties the properties
 */
record PropertyCheck(StreamCatProperties properties) {

  private static final String RETENTION = "streamcat.broadcasts.retention";

  /**
   * Checks the properties.
   *
   * @param beans the definitions of all beans; none is created
   * @throws InvalidPropertyException if one is invalid
   */
  void run(ListableBeanFactory beans) {
    if (properties.store() == Store.JDBC
        && beans.getBeanNamesForType(UserRepository.class, true, false).length == 0) {
      throw new InvalidPropertyException(
          "streamcat.store",
          "is jdbc, but StreamCat has no data source",
          "Add the dependency io.streamcat:streamcat-jdbc and configure one data source"
              + " (spring.datasource.url); of several, mark one with @StreamCatDataSource or"
              + " @Primary");
    }
    if (properties.equals(new Binder().bindOrCreate("streamcat", StreamCatProperties.class))) {
      return;
    }
    checkAws(properties.aws());
    checkHttp(properties.events().http());
    requireUrl("streamcat.events.sqs.endpoint", properties.events().sqs().endpoint());
    checkStreamKeys(properties.jdbc().streamKeys());
    if (ClassUtils.isPresent("io.streamcat.jdbc.TableNames", null)) {
      DatabaseSettings.tables(properties.jdbc());
      DatabaseSettings.streamKeys(properties.jdbc().streamKeys());
    }
    requirePause("streamcat.recovery.interval", properties.recovery().interval());
    requirePause("streamcat.broadcasts.repair-interval", properties.broadcasts().repairInterval());
    requirePause(
        "streamcat.broadcasts.notification-interval",
        properties.broadcasts().notificationInterval());
    checkRetention(properties.broadcasts());
    requirePositive("streamcat.quotas.channels", properties.quotas().channels());
    requirePositive("streamcat.quotas.chat-rooms", properties.quotas().chatRooms());
    requirePositive("streamcat.quotas.stages", properties.quotas().stages());
    requireNotNegative("streamcat.counts-interval", properties.countsInterval());
    requireNotNegative("streamcat.health.aws-interval", properties.health().awsInterval());
    checkOptions();
  }

  private void checkAws(Aws aws) {
    requireUrl("streamcat.aws.endpoint", aws.endpoint());
    requireUrl("streamcat.aws.proxy", aws.proxy());
    String region = aws.region();
    List<Region> known = IvsClient.serviceMetadata().regions();
    if (region != null
        && aws.endpoint() == null
        && !properties.emulator().enabled()
        && !known.contains(Region.of(region))) {
      throw new InvalidPropertyException(
          "streamcat.aws.region",
          "is '" + region + "', where Amazon IVS does not exist",
          "Set it to one of "
              + known.stream()
                  .map(Region::id)
                  .collect(Collectors.toCollection(TreeSet::new))
                  .stream()
                  .collect(Collectors.joining(", "))
              + "; a region that AWS has added since needs a newer AWS SDK");
    }
  }

  private static void requireUrl(String property, @Nullable URI url) {
    if (url != null
        && (url.getHost() == null
            || !("http".equals(url.getScheme()) || "https".equals(url.getScheme())))) {
      throw new InvalidPropertyException(
          property,
          "is '" + url + "', which has no scheme or no host",
          "Set it to a URL that begins with http:// or https://, such as http://localhost:4566");
    }
  }

  private static void checkHttp(Http http) {
    checkSecret("streamcat.events.http.secret", http.secret());
    checkSecret("streamcat.events.http.previous-secret", http.previousSecret());
    if (!http.path().startsWith("/")) {
      throw new InvalidPropertyException(
          "streamcat.events.http.path",
          "is '" + http.path() + "', which is not a path",
          "Begin it with a slash");
    }
  }

  private static void checkSecret(String property, @Nullable String secret) {
    if (secret != null && !secret.isBlank()) {
      try {
        EventEndpoint.create(events -> List.of(), List.of(secret));
      } catch (InvalidInputException e) {
        throw InvalidPropertyException.of(e, property);
      }
    }
  }

  private static void checkStreamKeys(StreamKeys streamKeys) {
    if (streamKeys.storage() == Storage.NOT_STORED && !streamKeys.keys().isEmpty()) {
      throw new InvalidPropertyException(
          "streamcat.jdbc.stream-keys.keys",
          "is set, but stream keys are not stored",
          "Set streamcat.jdbc.stream-keys.storage=encrypted, or remove the keys");
    }
  }

  private static void requirePause(String property, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new InvalidPropertyException(
          property, "is " + value, "Set a positive duration, such as 1m");
    }
  }

  private static void checkRetention(StreamCatProperties.Broadcasts broadcasts) {
    Duration retention = broadcasts.retention();
    if (retention != null && !broadcasts.enabled()) {
      throw new InvalidPropertyException(
          RETENTION,
          "is set, but StreamCat does not delete broadcasts",
          "Set streamcat.broadcasts.enabled=true, or remove the property");
    }
    if (retention != null && retention.compareTo(Broadcasts.MIN_RETENTION) < 0) {
      throw new InvalidPropertyException(
          RETENTION,
          "is " + retention + ", which is shorter than 3 days",
          "Set a duration such as 90d, or remove the property to keep all broadcasts");
    }
  }

  private static void requirePositive(String property, long value) {
    if (value < 1) {
      throw new InvalidPropertyException(
          property, "is " + value, "Set the number that AWS allows, at least 1");
    }
  }

  private static void requireNotNegative(String property, Duration value) {
    if (value.isNegative()) {
      throw new InvalidPropertyException(
          property, "is negative", "Set a duration of at least 0s, such as 1m");
    }
  }

  /** Checks all remaining limits. */
  private void checkOptions() {
    StreamCatBuilder builder = StreamCat.builder();
    try {
      BuilderProperties.applyCalls(builder, properties);
      BuilderProperties.applyUsers(builder, properties);
      builder.check();
    } catch (InvalidInputException e) {
      throw InvalidPropertyException.of(
          e.field().equals("account") ? "streamcat.aws." : "streamcat.", e);
    }
  }
}
