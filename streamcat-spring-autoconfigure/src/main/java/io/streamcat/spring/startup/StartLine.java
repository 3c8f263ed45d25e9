package io.streamcat.spring.startup;

import io.streamcat.repository.UserRepository;
import io.streamcat.spring.IvsConnectionDetails;
import io.streamcat.spring.internal.BeanNames;
import io.streamcat.spring.internal.StreamCatProperties;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/**
 * The line in the log that summarizes the configuration at the start. It calls neither AWS nor the
 * database, and creates no lazy bean.
 *
 * @param properties the properties
 * @param details connection details, of the emulator for example
 * @param beans the application's beans
 * @param environment the environment
 */
record StartLine(
    StreamCatProperties properties,
    ObjectProvider<IvsConnectionDetails> details,
    ListableBeanFactory beans,
    Environment environment)
    implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(StartLine.class);

  @Override
  public void afterSingletonsInstantiated() {
    log.info("StreamCat is configured {}", text());
  }

  String text() {
    IvsConnectionDetails connection = details.getIfUnique();
    Object endpoint = connection == null ? null : connection.endpoint();
    return "store="
        + store()
        + " target="
        + target(endpoint == null ? properties.aws().endpoint() : endpoint)
        + " region="
        + region(connection)
        + " account="
        + Objects.requireNonNullElse(properties.aws().account(), "of-the-first-resource")
        + " namespace="
        + Objects.requireNonNullElse(properties.namespace(), "none")
        + " recovery="
        + task(
            "streamCatRecoveryTask", "streamCatRecoveryScheduler", properties.recovery().interval())
        + " broadcasts="
        + task(
            "streamCatRepairTask",
            "streamCatRepairScheduler",
            properties.broadcasts().repairInterval());
  }

  private String store() {
    if (beans.containsBean(BeanNames.USER_REPOSITORY)) {
      return "jdbc";
    }
    if (beans.containsBean("streamCatInMemoryUserRepository")) {
      return "memory";
    }
    return beans.getBeanNamesForType(UserRepository.class, true, false).length > 0
        ? "of-the-application"
        : "none";
  }

  private String target(@Nullable Object endpoint) {
    if (properties.emulator().enabled()) {
      return "emulator(" + endpoint + ")";
    }
    return endpoint == null ? "aws" : endpoint.toString();
  }

  /** The SDK's chain of providers is not asked: outside AWS, it may take seconds. */
  private String region(@Nullable IvsConnectionDetails connection) {
    Object known = connection == null ? null : connection.region();
    return Optional.ofNullable(known)
        .or(() -> Optional.ofNullable(properties.aws().region()))
        .or(() -> Optional.ofNullable(environment.getProperty("aws.region")))
        .or(() -> Optional.ofNullable(environment.getProperty("AWS_REGION")))
        .map(Object::toString)
        .orElse("of-the-sdk");
  }

  private String task(String cluster, String own, Duration interval) {
    if (beans.containsBean(cluster)) {
      return "db-scheduler(" + interval + ")";
    }
    return beans.containsBean(own) ? "this-server(" + interval + ")" : "off";
  }
}
