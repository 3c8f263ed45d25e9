package io.streamcat.examples.cli;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter that removes the database's password from messages, since drivers like to quote URLs.
 */
final class Secrets {

  private static final Pattern IN_PARAMETERS = Pattern.compile("(?i)(?:password|pwd)=([^&;]+)");
  private static final Pattern IN_AUTHORITY = Pattern.compile("//([^/]+)@");

  private final List<String> hidden;

  /**
   * Collects the secrets to hide.
   *
   * @param password the password, or null
   * @param url the URL, which may contain a password, or null
   */
  Secrets(@Nullable String password, @Nullable String url) {
    String text = url == null ? "" : url;
    hidden =
        Stream.of(
                Stream.ofNullable(password), found(IN_PARAMETERS, text), found(IN_AUTHORITY, text))
            .flatMap(secrets -> secrets)
            .filter(secret -> !secret.isEmpty())
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1));
  }

  String hiddenIn(String text) {
    String result = text;
    for (String secret : hidden) {
      result = result.replace(secret, "***");
    }
    return result;
  }
}
