package io.streamcat.spring;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.IvsEmulator;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Application contexts for tests, the same on every Spring Boot version. */
public final class Contexts {

  private Contexts() {}

  /** Creates a context with StreamCat's registered auto-configurations and no others. */
  public static ApplicationContextRunner bare() {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(autoConfigurations()));
  }

  /** Returns StreamCat's registered auto-configurations in the order in which they are applied. */
  public static Class<?>[] autoConfigurations() {
    Class<?>[] registered =
        ImportCandidates.load(AutoConfiguration.class, Contexts.class.getClassLoader())
            .getCandidates()
            .stream()
            .filter(name -> name.startsWith("io.streamcat."))
            .map(name -> ClassUtils.resolveClassName(name, null))
            .toArray(Class<?>[]::new);
    return Configurations.getClasses(AutoConfigurations.of(registered));
  }

  /** Creates a context with an emulator. */
  public static ApplicationContextRunner emulated() {
    return bare().withPropertyValues("streamcat.emulator.enabled=true");
  }

  /** Creates a context with an emulator and in-memory repositories. */
  public static ApplicationContextRunner inMemory() {
    return emulated().withPropertyValues("streamcat.store=memory");
  }

  /** Creates a context with an emulator and an embedded database. */
  public static ApplicationContextRunner withDatabase() {
    return emulated().withUserConfiguration(DatabaseConfiguration.class);
  }

  /** Creates a web context with an emulator, in-memory repositories and Spring MVC. */
  public static WebApplicationContextRunner inMemoryWeb() {
    return new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(autoConfigurations()))
        .withUserConfiguration(MvcConfiguration.class)
        .withPropertyValues("streamcat.emulator.enabled=true", "streamcat.store=memory");
  }

  /** Returns an event that reports the start of a broadcast. */
  public static String wentLive(String streamId) {
    return """
        {"version": "0", "id": "01234567-0123-0123-0123-012345678901",
         "detail-type": "IVS Stream State Change", "source": "aws.ivs", "account": "123456789012",
         "time": "%s", "region": "us-east-1",
         "resources": ["arn:aws:ivs:us-east-1:123456789012:channel/AbCdef1G2hij"],
         "detail": {"event_name": "Stream Start", "stream_id": "%s"}}"""
        .formatted(Instant.now(), streamId);
  }

  /** Returns auto-configurations of Spring Boot by the names that this version has. */
  public static AutoConfigurations boot(String... names) {
    return AutoConfigurations.of(
        Stream.of(names).map(Contexts::bootClass).toArray(Class<?>[]::new));
  }

  private static Class<?> bootClass(String name) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    String feature = name.substring(0, name.lastIndexOf('.'));
    List<String> packages =
        List.of(
            "org.springframework.boot.autoconfigure." + feature,
            "org.springframework.boot.actuate.autoconfigure." + feature,
            "org.springframework.boot."
                + switch (feature) {
                  case "orm.jpa" -> "hibernate.autoconfigure";
                  case "metrics.export.simple" -> "micrometer.metrics.autoconfigure.export.simple";
                  case "metrics", "observation" -> "micrometer." + feature + ".autoconfigure";
                  default -> feature + ".autoconfigure";
                });
    return packages.stream()
        .map(candidate -> candidate + "." + simple)
        .filter(candidate -> ClassUtils.isPresent(candidate, null))
        .findFirst()
        .<Class<?>>map(candidate -> ClassUtils.resolveClassName(candidate, null))
        .orElseThrow(() -> new IllegalStateException(name + " is in none of " + packages));
  }

  public static List<EmulatedResource> resources(ApplicationContext context) {
    return context.getBean(IvsEmulator.class).resources().stream()
        .filter(resource -> !resource.type().equals("stream-key"))
        .toList();
  }

  public static DataSource newDatabase() {
    return new EmbeddedDatabaseBuilder()
        .generateUniqueName(true)
        .setType(EmbeddedDatabaseType.H2)
        .build();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebMvc
  public static class MvcConfiguration {}

  @Configuration(proxyBeanMethods = false)
  public static class DatabaseConfiguration {

    @Bean(destroyMethod = "shutdown")
    DataSource dataSource() {
      return newDatabase();
    }
  }
}
