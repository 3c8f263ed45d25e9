package io.streamcat.examples.web.registration;

import io.streamcat.exception.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages next to the fields of a form; StreamCat's are for developers. */
public final class FieldMessages {

  private static final Pattern LENGTH = Pattern.compile("(\\d+) to (\\d+) characters");
  private static final Pattern ACTUAL_LENGTH = Pattern.compile("has (\\d+) characters?");

  /** Messages by field and a word of the rule or problem; the first that matches applies. */
  private static final Map<String, Map<String, String>> BY_KEYWORD =
      Map.of(
          "username",
          ordered(
              "reserved", "This username is reserved. Please choose another one.",
              "both ends", "A letter or digit at the beginning and the end, please.",
              "digits", "Only letters a to z, digits, hyphens, underscores and dots, please."),
          "password",
          ordered(
              "commonly", "This password is too common. Please choose another one.",
              "sequence", "This password is easy to guess. Please choose another one.",
              "different characters", "More different characters, please.",
              "service", "The password must not be the name of this site.",
              "username", "The password must not be your username.",
              "blank", "More than spaces, please."));

  private FieldMessages() {}

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> messages = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      messages.put(pairs[i], pairs[i + 1]);
    }
    return messages;
  }

  /**
   * Returns the message for a rejected field.
   *
   * @param rejected the rejection
   * @return a sentence for the user
   */
  public static String of(InvalidInputException rejected) {
    Matcher length = LENGTH.matcher(rejected.rule());
    Matcher actual = ACTUAL_LENGTH.matcher(rejected.problem());
    if (length.matches() && actual.matches()) {
      return Integer.parseInt(actual.group(1)) < Integer.parseInt(length.group(1))
          ? "At least " + length.group(1) + " characters, please."
          : "At most " + length.group(2) + " characters, please.";
    }
    String text = rejected.rule() + " " + rejected.problem();
    return BY_KEYWORD.getOrDefault(rejected.field(), Map.of()).entrySet().stream()
        .filter(message -> text.contains(message.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> "Please choose another " + rejected.field() + ".");
  }
}
