package io.streamcat.spring.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.jdbc.entity.StreamCatEntities;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.user.NewUser;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.Compiled;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/**
 * The input of a native image: the hints, and the application as processed by Spring's AOT engine.
 */
class AotTest {

  private static final TestPropertyValues EMULATED =
      TestPropertyValues.of("streamcat.emulator.enabled=true");

  private final RuntimeHints hints = new RuntimeHints();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/streamcat/jdbc/schema/postgresql/V1__create_streamcat_tables.sql",
        "io/streamcat/jdbc/schema/mysql/V1__create_streamcat_tables.sql",
        "io/streamcat/jdbc/schema/mariadb/V1__create_streamcat_tables.sql",
        "io/streamcat/jdbc/schema/h2/V1__create_streamcat_tables.sql",
        "io/streamcat/jdbc/schema/liquibase.xml",
        "io/streamcat/password/common-passwords.txt",
        "io/streamcat/emulator/internal/model/ivs.json",
        "io/streamcat/emulator/internal/model/ivschat.json",
        "io/streamcat/emulator/internal/model/ivs-realtime.json"
      })
  void hints_resources_areRegistered(String resource) {
    new StreamCatRuntimeHints().registerHints(hints, getClass().getClassLoader());

    assertThat(getClass().getClassLoader().getResource(resource)).isNotNull();
    assertThat(RuntimeHintsPredicates.resource().forResource(resource)).accepts(hints);
  }

  static Stream<Class<?>> managedClasses() {
    return StreamCatEntities.classes().stream();
  }

  @ParameterizedTest
  @MethodSource("managedClasses")
  void hints_entities_areRegistered(Class<?> managed) {
    new StreamCatRuntimeHints().registerHints(hints, getClass().getClassLoader());

    assertThat(RuntimeHintsPredicates.reflection().onType(managed)).accepts(hints);
  }

  @Test
  void hints_noJakartaPersistence_registerNoEntities() {
    new StreamCatRuntimeHints()
        .registerHints(hints, new FilteredClassLoader("jakarta.persistence"));

    assertThat(hints.reflection().typeHints())
        .extracting(hint -> hint.getType().getName())
        .noneMatch(name -> name.startsWith("io.streamcat.jdbc.entity"));
  }

  @Test
  @CompileWithForkedClassLoader
  void aotProcessedApplication_provisions() {
    AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
    EMULATED.applyTo(application);
    application.register(Contexts.DatabaseConfiguration.class);
    application.register(Contexts.autoConfigurations());
    TestGenerationContext generation = new TestGenerationContext();

    ClassName initializer =
        new ApplicationContextAotGenerator().processAheadOfTime(application, generation);
    generation.writeGeneratedContent();

    assertThat(RuntimeHintsPredicates.reflection().onType(StreamCatProperties.class))
        .as("properties are bound by reflection")
        .accepts(generation.getRuntimeHints());
    TestCompiler.forSystem()
        .with(generation)
        .compile(
            compiled -> {
              GenericApplicationContext processed = new GenericApplicationContext();
              EMULATED.applyTo(processed);
              initialize(compiled, initializer, processed);
              try (processed) {
                processed.refresh();
                processed.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
                assertThat(Contexts.resources(processed)).hasSize(3);
              }
            });
  }

  @SuppressWarnings("unchecked")
  private static void initialize(
      Compiled compiled, ClassName initializer, GenericApplicationContext processed) {
    compiled
        .getInstance(ApplicationContextInitializer.class, initializer.canonicalName())
        .initialize(processed);
  }
}
