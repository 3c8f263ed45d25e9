package io.streamcat;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.streamcat.aws.ResourceService;
import io.streamcat.aws.SettingsChange;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.ProjectFiles;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layers of the packages: a package uses only layers below it. */
@Guarantee("ARCH-01")
class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.streamcat");

  @Test
  void packages_layers_dependOnLowerLayersOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("entry")
        .definedBy("io.streamcat")
        .layer("operations")
        .definedBy("io.streamcat.operations..")
        .layer("provisioning")
        .definedBy("io.streamcat.provisioning..")
        .layer("password")
        .definedBy("io.streamcat.password..")
        .layer("repository")
        .definedBy("io.streamcat.repository..")
        .layer("user")
        .definedBy("io.streamcat.user..")
        .layer("playback")
        .definedBy("io.streamcat.playback..")
        .layer("services")
        .definedBy("io.streamcat.channel..", "io.streamcat.chat..", "io.streamcat.realtime..")
        .layer("signing")
        .definedBy("io.streamcat.signing..")
        .layer("aws")
        .definedBy("io.streamcat.aws..")
        .whereLayer("entry")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("operations")
        .mayOnlyBeAccessedByLayers("entry")
        .whereLayer("provisioning")
        .mayOnlyBeAccessedByLayers("entry", "operations")
        .whereLayer("password")
        .mayOnlyBeAccessedByLayers("entry", "provisioning")
        .whereLayer("repository")
        .mayOnlyBeAccessedByLayers("entry", "operations", "provisioning", "password")
        .whereLayer("user")
        .mayOnlyBeAccessedByLayers("entry", "operations", "provisioning", "password", "repository")
        .whereLayer("playback")
        .mayOnlyBeAccessedByLayers("entry", "operations")
        .whereLayer("services")
        .mayOnlyBeAccessedByLayers(
            "entry", "operations", "provisioning", "repository", "user", "playback")
        .whereLayer("signing")
        .mayOnlyBeAccessedByLayers("entry", "operations", "playback", "services")
        .whereLayer("aws")
        .mayOnlyBeAccessedByLayers(
            "entry",
            "operations",
            "provisioning",
            "password",
            "repository",
            "user",
            "playback",
            "services",
            "signing")
        .check(coreOnly());
  }

  @Test
  void packages_dependencies_haveNoCycles() {
    slices().matching("io.streamcat.(*)..").should().beFreeOfCycles().check(coreOnly());
  }

  @Test
  void services_dependencies_excludeEachOther() {
    slices()
        .matching("io.streamcat.(channel|chat|realtime|playback)..")
        .should()
        .notDependOnEachOther()
        .check(coreOnly());
  }

  @Test
  void modelsRepositoriesAndExceptions_dependencies_excludeTheAwsSdk() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.streamcat.user..", "io.streamcat.exception..", "io.streamcat.provisioning..")
        .or(areModels())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .check(coreOnly());
  }

  @Test
  void publicTypesOfTheServices_areInterfacesRecordsAndEnums() {
    classes()
        .that()
        .resideInAnyPackage(
            "io.streamcat.channel..",
            "io.streamcat.chat..",
            "io.streamcat.realtime..",
            "io.streamcat.operations..",
            "io.streamcat.playback..",
            "io.streamcat.signing..")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .and()
        .resideOutsideOfPackage("..internal..")
        .and()
        .areNotAssignableTo(ResourceService.class)
        .and()
        // Patches share their map of members; constructors prevent wrong members.
        .areNotAssignableTo(SettingsChange.class)
        .should(
            be(
                DescribedPredicate.describe(
                    "an interface, a record or an enum",
                    c -> c.isInterface() || c.isRecord() || c.isEnum())))
        .check(coreOnly());
  }

  @Test
  void sources_eachFile_hasAtMost400Lines() {
    assertThat(ProjectFiles.matching(".*/src/(main|test)/java/.*\\.java"))
        .hasSizeGreaterThan(1_000)
        .filteredOn(file -> ProjectFiles.read(file).lines().count() > 400)
        .isEmpty();
  }

  /** The size of the API that an application has to learn, and that releases must keep. */
  @Test
  void publicTypes_outsideInternalPackages_areAtMost120() {
    List<String> types =
        coreOnly().stream()
            .filter(c -> c.isTopLevelClass() && c.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(c -> !isInternal(c))
            .filter(
                c ->
                    !c.getPackageName()
                        .matches("io\\.streamcat\\.(exception|time|testing)(\\..*)?"))
            .map(JavaClass::getName)
            .toList();

    assertThat(types).contains(StreamCat.class.getName()).hasSizeLessThanOrEqualTo(120);
  }

  @Test
  void publicMethods_signatures_nameNoInternalType() {
    List<String> leaks =
        coreOnly().stream()
            .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC) && !isInternal(c))
            .flatMap(c -> c.getCodeUnits().stream())
            .filter(
                method ->
                    method.getModifiers().contains(JavaModifier.PUBLIC)
                        || method.getModifiers().contains(JavaModifier.PROTECTED))
            .filter(
                method ->
                    Stream.concat(
                            Stream.of(method.getRawReturnType()),
                            method.getRawParameterTypes().stream())
                        .anyMatch(ArchitectureTest::isInternal))
            .map(JavaCodeUnit::getFullName)
            .toList();

    assertThat(leaks).isEmpty();
  }

  private static boolean isInternal(JavaClass type) {
    return (type.getPackageName() + ".").contains(".internal.");
  }

  @Test
  void messageReviewEventsAndUsersApi_needNoAwsSdk() {
    noClasses()
        .that()
        .resideInAnyPackage("io.streamcat.moderation..", "io.streamcat.operations..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .check(coreOnly());
  }

  @Test
  void staticFields_areImmutable() {
    fields().that().areStatic().should().haveModifier(JavaModifier.FINAL).check(coreOnly());
  }

  @Test
  void currentTime_comesFromAClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(coreOnly());
  }

  private static DescribedPredicate<JavaClass> areModels() {
    return DescribedPredicate.describe(
        "models of the services",
        c ->
            c.isRecord()
                && c.getPackageName()
                    .matches("io\\.streamcat\\.(channel|chat|realtime|playback|signing)(\\..*)?"));
  }

  private static JavaClasses coreOnly() {
    return MAIN.that(
        DescribedPredicate.describe(
            "core",
            c ->
                !c.getPackageName()
                    .matches("io\\.streamcat\\.(emulator|event|broadcast|moderation)(\\..*)?")));
  }
}
