package io.streamcat.spring;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.streamcat.spring.test.AutoConfigureIvsEmulator;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The conventions of Spring Boot's own auto-configurations. */
@Tag("repository")
class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.streamcat.spring");

  @Test
  void autoConfigurations_areFinalTopLevelAndWithoutPublicMembers() {
    classes()
        .that()
        .areAnnotatedWith(AutoConfiguration.class)
        .should(
            be(
                DescribedPredicate.describe(
                    "public, final and top level",
                    c ->
                        c.isTopLevelClass()
                            && c.getModifiers()
                                .containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.FINAL)))))
        .check(MAIN);
    methods()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(AutoConfiguration.class)
        .should()
        .notBePublic()
        .check(MAIN);
  }

  @Test
  void beanMethods_areNotPublic() {
    methods().that().areAnnotatedWith(Bean.class).should().notBePublic().check(MAIN);
  }

  @Test
  void everyAutoConfiguration_isRegistered() {
    assertThat(Contexts.autoConfigurations())
        .extracting(Class::getName)
        .containsExactlyInAnyOrderElementsOf(
            MAIN.stream()
                .filter(c -> c.isAnnotatedWith(AutoConfiguration.class))
                .map(JavaClass::getName)
                .toList());
  }

  @Test
  void autoConfigurationsOfSpringBoot_areReferencedByNameOnly() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are auto-configurations of other libraries",
                c ->
                    c.getSimpleName().endsWith("AutoConfiguration")
                        && !c.isAnnotation()
                        && !c.getPackageName().startsWith("io.streamcat")))
        .check(MAIN);
  }

  @Test
  void typesThatSpringBoot4MovedOrChanged_areNotUsed() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("ActuatorHealthIndicator")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework.boot.actuate..",
            "org.springframework.boot.autoconfigure.jdbc..",
            "org.springframework.boot.autoconfigure.orm..",
            "org.springframework.boot.autoconfigure.flyway..",
            "org.springframework.boot.autoconfigure.liquibase..",
            "org.springframework.boot.autoconfigure.domain..",
            "org.springframework.boot.autoconfigure.thread..",
            "org.springframework.boot.orm..")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("PropertyMapper")
        .check(MAIN);
  }

  @Test
  void publicTypes_outsideInternalPackages_areTheDocumentedOnes() {
    assertThat(
            MAIN.stream()
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(c -> !c.isAnnotatedWith(AutoConfiguration.class))
                .filter(c -> !c.getPackageName().endsWith(".internal"))
                .map(JavaClass::getName))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    IvsConnectionDetails.class,
                    IvsEmulatorBuilderCustomizer.class,
                    StreamCatBuilderCustomizer.class,
                    StreamCatClientCustomizer.class,
                    StreamCatDataSource.class,
                    StreamCatSchemaInitializer.class,
                    UserReinstatedEvent.class,
                    UserSuspendedEvent.class,
                    AutoConfigureIvsEmulator.class)
                .map(Class::getName)
                .toList());
  }

  @Test
  void packages_areFreeOfCycles() {
    slices().matching("io.streamcat.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void staticFields_areFinal() {
    fields().that().areStatic().should().haveModifier(JavaModifier.FINAL).check(MAIN);
  }
}
