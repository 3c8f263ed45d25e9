package io.streamcat.examples.web;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** Runs the site with the profile {@code postgres} on a real PostgreSQL that all tests share. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ActiveProfiles("postgres")
@ContextConfiguration(initializers = OnPostgres.Database.class)
@interface OnPostgres {

  /** The database, which ends with the JVM. */
  final class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final EmbeddedPostgres POSTGRES = start();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestPropertyValues.of(
              "STREAMCAT_DB_URL=" + POSTGRES.getJdbcUrl("postgres", "postgres"),
              "STREAMCAT_DB_USER=postgres")
          .applyTo(context);
    }

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
