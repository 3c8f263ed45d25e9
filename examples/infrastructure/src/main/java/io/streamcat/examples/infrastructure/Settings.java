package io.streamcat.examples.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import software.constructs.Node;

/**
 * What differs between one deployment and another. Each setting is a key of the CDK's context, in
 * {@code cdk.json} or after {@code -c}.
 *
 * @param environment part of the stacks' names, and a tag of everything in them
 * @param eventsJar the code of the function that takes events in
 * @param reviewJar the code of the function that reviews chat messages
 * @param alarmEmail who is told of alarms
 * @param concurrentStreams the account's quota of streams that are live at once
 * @param concurrentViews the account's quota of viewers at once
 */
record Settings(
    String environment,
    Path eventsJar,
    Path reviewJar,
    Optional<String> alarmEmail,
    int concurrentStreams,
    int concurrentViews) {

  private static final Pattern ENVIRONMENT = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  Settings {
    if (!ENVIRONMENT.matcher(environment).matches()) {
      throw new IllegalArgumentException(
          "environment must be 1 to 32 of a-z, 0-9 and -, and begin with a letter: " + environment);
    }
    requireFile("events-jar", eventsJar);
    requireFile("review-jar", reviewJar);
    requirePositive("concurrent-streams", concurrentStreams);
    requirePositive("concurrent-views", concurrentViews);
  }

  static Settings of(Node node) {
    return new Settings(
        text(node, "environment"),
        Path.of(text(node, "events-jar")),
        Path.of(text(node, "review-jar")),
        optional(node, "alarm-email"),
        number(node, "concurrent-streams"),
        number(node, "concurrent-views"));
  }

  private static Optional<String> optional(Node node, String key) {
    return Optional.ofNullable(node.tryGetContext(key))
        .map(Object::toString)
        .filter(value -> !value.isEmpty());
  }

  private static String text(Node node, String key) {
    return optional(node, key)
        .orElseThrow(
            () -> new IllegalArgumentException(key + " is missing: cdk.json has it, or -c " + key));
  }

  private static int number(Node node, String key) {
    String value = text(node, key);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " must be a whole number: " + value, e);
    }
  }

  private static void requireFile(String key, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          key
              + " is no file: "
              + file
              + ". mvn package builds it; see docs/reference/infrastructure.md.");
    }
  }

  private static void requirePositive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be at least 1: " + value);
    }
  }
}
