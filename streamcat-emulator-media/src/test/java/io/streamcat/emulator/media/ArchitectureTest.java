package io.streamcat.emulator.media;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The layers of live video, and its freedom from other libraries. */
class ArchitectureTest {
  private static final String ROOT = "io.streamcat.emulator.media.internal";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.streamcat.emulator.media");

  @Test
  void packages_dependencies_haveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void packages_layers_dependOnLowerLayersOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("server")
        .definedBy(ROOT)
        .layer("users")
        .definedBy(ROOT + ".ingest", ROOT + ".testcard", ROOT + ".record")
        .layer("hls")
        .definedBy(ROOT + ".hls")
        .layer("mp4")
        .definedBy(ROOT + ".mp4")
        .layer("formats")
        .definedBy(ROOT + ".codec", ROOT + ".rtmp")
        .whereLayer("server")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("users")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("hls")
        .mayOnlyBeAccessedByLayers("server", "users")
        .whereLayer("mp4")
        .mayOnlyBeAccessedByLayers("server", "users", "hls")
        .check(MAIN);
  }

  @Test
  void libraries_otherThanTheEmulator_areNotUsed() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net..",
            "com.sun.net.httpserver..",
            "org.jspecify..",
            "io.streamcat.emulator..")
        .check(MAIN);
  }
}
