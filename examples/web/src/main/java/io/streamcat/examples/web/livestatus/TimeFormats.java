package io.streamcat.examples.web.livestatus;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The formats of times and durations on pages. */
final class TimeFormats {

  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private TimeFormats() {}

  static String dateAndTime(Instant time) {
    return DATE_AND_TIME.format(time);
  }

  static String timeOfDay(Instant time) {
    return TIME_OF_DAY.format(time);
  }

  static String length(Duration length) {
    if (length.compareTo(Duration.ofMinutes(1)) < 0) {
      return "less than a minute";
    }
    long hours = length.toHours();
    return hours == 0
        ? length.toMinutes() + " min"
        : String.format(Locale.ROOT, "%d h %02d min", hours, length.toMinutesPart());
  }
}
