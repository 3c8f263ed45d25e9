package io.streamcat.examples.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** The CloudFormation templates of the stacks, created once for all tests. */
final class Templates {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Path TARGET = Path.of("target");

  /** The folder of the templates and of the files that they refer to. */
  static final Path OUTPUT = TARGET.resolve("cdk-test.out");

  private static Templates made;

  private final Stack storageStack;
  private final Template storage;
  private final Template backend;

  private Templates(App app) {
    storageStack = (Stack) app.getNode().findChild("Storage");
    storage = Template.fromStack(storageStack);
    backend = Template.fromStack((Stack) app.getNode().findChild("Backend"));
  }

  /**
   * Creates the templates, or skips the test with a visible message if Node.js is not installed.
   */
  static synchronized Templates synthesised() {
    if (made == null) {
      Assumptions.assumeTrue(
          hasNode(),
          "skipped: the CDK needs Node.js, which is not on the PATH (Debian: "
              + "apt-get install nodejs)");
      App app =
          new App(
              AppProps.builder()
                  .analyticsReporting(false)
                  .outdir(OUTPUT.toString())
                  .context(context())
                  .build());
      InfrastructureApp.define(app, Settings.of(app.getNode()));
      made = new Templates(app);
    }
    return made;
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

  /**
   * Returns the context of cdk.json, with a dummy jar for the functions and a recipient of alarms.
   */
  private static Map<String, Object> context() {
    Map<String, Object> context = new HashMap<>();
    cdkJson()
        .get("context")
        .properties()
        .forEach(
            entry ->
                context.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class)));
    context.put("events-jar", jar("events").toString());
    context.put("review-jar", jar("review").toString());
    context.put("alarm-email", "operations@example.com");
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
