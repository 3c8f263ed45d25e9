package io.streamcat.examples.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamcat.examples.infrastructure.Settings.Code;
import io.streamcat.examples.infrastructure.Settings.DatabaseSettings;
import io.streamcat.examples.infrastructure.Settings.Quotas;
import io.streamcat.examples.infrastructure.Settings.RecordingSettings;
import io.streamcat.examples.infrastructure.Settings.Roles;
import io.streamcat.examples.infrastructure.Settings.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.constructs.Node;

/** A reader of settings from the file of an environment and from the CDK's context. */
final class SettingsReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENVIRONMENT = "environment";
  private static final String UNPROTECT = "unprotect";
  private static final String PUBLIC = "public";

  private final Node node;
  private final String environment;
  private final JsonNode file;

  private SettingsReader(Node node, String environment, JsonNode file) {
    this.node = node;
    this.environment = environment;
    this.file = file;
  }

  /**
   * Opens the file of the environment that the context names. There is no default: a command
   * without an environment must not change any.
   */
  static SettingsReader of(Node node, Path directory) {
    String environment =
        context(node, ENVIRONMENT)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "environment is missing: name a file of environments with"
                            + " -c environment=NAME"));
    Path file = directory.resolve(environment + ".json");
    Settings.require(
        Files.isRegularFile(file), "environment " + environment + " has no file " + file);
    try {
      return of(node, environment, JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is not valid JSON", e);
    }
  }

  static SettingsReader of(Node node, String environment, JsonNode file) {
    return new SettingsReader(node, environment, file);
  }

  private static Optional<String> context(Node node, String key) {
    return Optional.ofNullable(node.tryGetContext(key))
        .map(Object::toString)
        .filter(value -> !value.isEmpty());
  }

  Settings settings() {
    return new Settings(
        environment,
        new Site(text("account"), text("region"), texts("zones"), text("network")),
        text("namespace"),
        isProtected(),
        optional("alarm-email"),
        new Roles(texts("serving-roles"), texts("provisioning-roles"), texts("operating-roles")),
        new RecordingSettings(recordingsKey(), number(file, "recording-days")),
        number(file, "review-concurrency"),
        new DatabaseSettings(bool("database-multi-az"), optional("database-snapshot")),
        quotas(file.path("quotas")),
        new Code(jar("events-jar"), jar("review-jar")));
  }

  /** The word that ends a protection is the environment's name, so that it cannot slip in. */
  private boolean isProtected() {
    Optional<String> word = context(node, UNPROTECT);
    Settings.require(
        word.isEmpty() || word.get().equals(environment),
        "unprotect must repeat the name of the environment, " + environment);
    return word.isEmpty() && bool("protected");
  }

  private Optional<String> recordingsKey() {
    String key = text("recordings-key");
    if (key.equals(PUBLIC)) {
      return Optional.empty();
    }
    Path pem = Path.of(key);
    Settings.require(
        Files.isRegularFile(pem),
        "recordings-key does not exist: "
            + key
            + ". Make a key as docs/tutorial/deploy-to-aws.md says, or write \"public\".");
    try {
      return Optional.of(Files.readString(pem));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Quotas quotas(JsonNode quotas) {
    return new Quotas(
        number(quotas, "channels"),
        number(quotas, "chat-rooms"),
        number(quotas, "stages"),
        number(quotas, "concurrent-streams"),
        number(quotas, "concurrent-views"));
  }

  private Path jar(String key) {
    String name =
        context(node, key)
            .orElseThrow(() -> new IllegalArgumentException(key + " is missing in cdk.json"));
    Path jar = Path.of(name);
    Settings.require(
        Files.isRegularFile(jar),
        key
            + " does not exist: "
            + jar
            + ". Run mvn package to build it; see docs/tutorial/deploy-to-aws.md.");
    return jar;
  }

  private Optional<String> optional(String key) {
    return Optional.of(file.path(key).asText("")).filter(value -> !value.isEmpty());
  }

  private String text(String key) {
    return optional(key).orElseThrow(() -> new IllegalArgumentException(missing(key)));
  }

  private boolean bool(String key) {
    Settings.require(file.path(key).isBoolean(), key + " must be true or false");
    return file.path(key).asBoolean();
  }

  private List<String> texts(String key) {
    Settings.require(file.path(key).isArray(), key + " must be a list");
    List<String> texts = new ArrayList<>();
    file.path(key).forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }

  private static int number(JsonNode object, String key) {
    Settings.require(object.path(key).isInt(), key + " must be a whole number");
    return object.path(key).asInt();
  }

  private String missing(String key) {
    return key + " is missing in the file of environment " + environment;
  }
}
