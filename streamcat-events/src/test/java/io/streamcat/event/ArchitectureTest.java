package io.streamcat.event;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Events, broadcasts on top of them, and ingestion on top of both. */
class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.streamcat.event", "io.streamcat.broadcast");

  @Test
  void packages_dependencies_haveNoCycles() {
    slices().matching("io.streamcat.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void broadcasts_ingestion_isUnknown() {
    noClasses()
        .that()
        .resideInAPackage("io.streamcat.broadcast..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.streamcat.event.ingest..")
        .check(MAIN);
  }

  @Test
  void time_always_comesFromAClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(MAIN);
  }
}
