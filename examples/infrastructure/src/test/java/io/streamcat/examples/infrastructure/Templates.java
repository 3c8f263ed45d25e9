package io.streamcat.examples.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.constructs.Node;

/** The CloudFormation templates of the stacks, created once for each environment. */
final class Templates {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Path TARGET = Path.of("target");

  /** The folder of the templates and of the files that they refer to. */
  static final Path OUTPUT = TARGET.resolve("cdk-test.out");

  private static final Path ENVIRONMENTS = Path.of("environments");
  private static final Map<String, Templates> MADE = new HashMap<>();

  private final Stack storageStack;
  private final Stack backendStack;
  private final Template storage;
  private final Template backend;

  private Templates(App app) {
    storageStack = (Stack) app.getNode().findChild("Storage");
    backendStack = (Stack) app.getNode().findChild("Backend");
    storage = Template.fromStack(storageStack);
    backend = Template.fromStack(backendStack);
  }

  /**
   * Creates the templates of the environment {@code production}, or skips the test with a visible
   * message if Node.js is not installed.
   */
  static Templates synthesised() {
    return of("production", Map.of(), Map.of());
  }

  /** Creates the templates of the environment {@code test}, restored from a snapshot. */
  static Templates restored() {
    return of(
        "test",
        Map.of("database-snapshot", "rds:streamcat-2026-11-28", "protected", true),
        Map.of("unprotect", "test"));
  }

  private static synchronized Templates of(
      String environment, Map<String, Object> changes, Map<String, String> context) {
    Assumptions.assumeTrue(
        hasNode(),
        "skipped: the CDK needs Node.js, which is not on the PATH (Debian: "
            + "apt-get install nodejs)");
    return MADE.computeIfAbsent(
        environment,
        name -> {
          deleteNagReports(name);
          Map<String, Object> all = context();
          all.putAll(context);
          App app =
              new App(
                  AppProps.builder()
                      .analyticsReporting(false)
                      .outdir(OUTPUT.resolve(name).toString())
                      .context(all)
                      .build());
          InfrastructureApp.define(app, settings(app.getNode(), name, changes));
          Aspects.of(app).add(new AwsSolutionsChecks());
          return new Templates(app);
        });
  }

  /** Returns the reports of cdk-nag, which has written them during the synthesis. */
  static List<Path> nagReports(String environment) {
    return Stream.of("storage", "backend")
        .map(stack -> "AwsSolutions-streamcat-" + environment + "-" + stack + "-NagReport.csv")
        .map(OUTPUT.resolve(environment)::resolve)
        .toList();
  }

  /** Deletes the reports of earlier runs, to which cdk-nag would append. */
  private static void deleteNagReports(String environment) {
    try {
      for (Path report : nagReports(environment)) {
        Files.deleteIfExists(report);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the settings of a file with a key for signatures. */
  static Settings settings(Node node, String environment, Map<String, Object> changes) {
    ObjectNode file = environment(environment);
    if (!file.get("recordings-key").asText().equals("public")) {
      file.put("recordings-key", "src/test/resources/recordings.pem");
    }
    file.withArray("serving-roles").add("site");
    changes.forEach((key, value) -> file.set(key, JSON.valueToTree(value)));
    return SettingsReader.of(node, environment, file).settings();
  }

  static ObjectNode environment(String name) {
    try {
      return (ObjectNode) JSON.readTree(ENVIRONMENTS.resolve(name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasNode() {
    try {
      Process node =
          new ProcessBuilder("node", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return node.waitFor(30, TimeUnit.SECONDS) && node.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the context of cdk.json, with a dummy jar for the functions. */
  static Map<String, Object> context() {
    Map<String, Object> context = new HashMap<>();
    cdkJson()
        .get("context")
        .properties()
        .forEach(
            entry ->
                context.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class)));
    // Findings of cdk-nag would end the synthesis, before a test compares them with the exemptions.
    context.put("@aws-cdk/core:annotationsInValidationReport", false);
    context.put("events-jar", jar("events").toString());
    context.put("review-jar", jar("review").toString());
    return context;
  }

  static JsonNode cdkJson() {
    try {
      return JSON.readTree(Path.of("cdk.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(String name) {
    Path jar = TARGET.resolve(name + "-stand-in.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }

  Stack storageStack() {
    return storageStack;
  }

  Stack backendStack() {
    return backendStack;
  }

  Template storage() {
    return storage;
  }

  Template backend() {
    return backend;
  }

  List<Resource> resources() {
    return Stream.of(storage, backend).flatMap(template -> resources(template).stream()).toList();
  }

  List<Resource> resources(String type) {
    return resources().stream().filter(resource -> resource.type().equals(type)).toList();
  }

  /** Returns the only resource whose id begins with a text; the CDK appends a hash. */
  Resource resource(String type, String id) {
    List<Resource> found =
        resources(type).stream().filter(resource -> resource.id().startsWith(id)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " resources of " + type + " begin with " + id);
    }
    return found.get(0);
  }

  private static List<Resource> resources(Template template) {
    ObjectNode resources = JSON.<ObjectNode>valueToTree(template.toJSON().get("Resources"));
    return resources.properties().stream()
        .map(entry -> new Resource(entry.getKey(), entry.getValue()))
        .toList();
  }
}
