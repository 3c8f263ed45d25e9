package io.streamcat.examples.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A converter for durations in short form such as 10s, or in ISO 8601; none is negative. */
final class DurationConverter implements ITypeConverter<Duration> {

  /** The longest suspension that the library accepts; its nanoseconds fit into a long. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  @Override
  public Duration convert(String value) {
    Duration duration = parse(value);
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new TypeConversionException(
          "'" + value + "' is not between 0s and P" + LONGEST.toDays() + "D");
    }
    return duration;
  }

  private static Duration parse(String value) {
    String text = value.toUpperCase(Locale.ROOT);
    try {
      if (text.matches("\\d{1,9}MS")) {
        return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
      }
      return Duration.parse(text.startsWith("P") ? text : "PT" + text);
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + value + "' is not a duration such as 10s or PT10S");
    }
  }
}
