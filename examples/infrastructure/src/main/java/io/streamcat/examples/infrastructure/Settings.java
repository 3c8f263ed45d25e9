package io.streamcat.examples.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import software.constructs.Node;

/**
 * The settings of a deployment. Each is a key of the CDK's context, in {@code cdk.json} or after
 * {@code -c}.
 *
 * @param environment part of the stacks' names, and a tag of all their resources
 * @param eventsJar the code of the function that stores events
 * @param reviewJar the code of the function that reviews chat messages
 * @param alarmEmail the recipient of alarms
 * @param concurrentStreams the account's quota of concurrent streams
 * @param concurrentViews the account's quota of concurrent viewers
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
            () ->
                new IllegalArgumentException(
                    key + " is missing: set it in cdk.json or with -c " + key));
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
              + " does not exist: "
              + file
              + ". Run mvn package to build it; see docs/reference/infrastructure.md.");
    }
  }

  private static void requirePositive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be at least 1: " + value);
    }
  }
}
