package io.streamcat.exception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Tests of argument checks. Each failure names the field, the rule and the problem. */
class CheckTest {

  private static final Pattern LETTERS = Pattern.compile("[a-z]*");

  private static void assertRejected(ThrowingCallable check, String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(check)
        .withMessage(message)
        .satisfies(e -> assertThat(e.retryable()).isFalse());
  }

  @Test
  void given_null_isRejected() {
    assertThat(Check.given("name", "todd")).isEqualTo("todd");
    assertRejected(() -> Check.given("name", null), "name: is null (must be given)");
  }

  @Test
  void length_surrogatePairs_countAsOneCodePoint() {
    assertThat(Check.length("name", "😀😀", 1, 2)).isEqualTo("😀😀");
    assertThat(Check.length("name", "😀", 1, 2)).isEqualTo("😀");
    assertRejected(
        () -> Check.length("name", "", 1, 2), "name: has 0 characters (must be 1 to 2 characters)");
    assertRejected(
        () -> Check.length("name", "😀😀😀", 1, 2),
        "name: has 3 characters (must be 1 to 2 characters)");
  }

  @Test
  void range_valueOutside_isRejected() {
    assertThat(Check.range("limit", 1, 1, 2)).isEqualTo(1);
    assertThat(Check.range("limit", 2, 1, 2)).isEqualTo(2);
    assertRejected(() -> Check.range("limit", 0, 1, 2), "limit: is 0 (must be 1 to 2)");
    assertRejected(() -> Check.range("limit", 3, 1, 2), "limit: is 3 (must be 1 to 2)");
  }

  @Test
  void atMostAYear_longerDuration_isRejected() {
    Duration year = Duration.ofDays(365);
    assertThat(Check.atMostAYear("timeout", year)).isEqualTo(year);
    assertRejected(
        () -> Check.atMostAYear("timeout", year.plusNanos(1)),
        "timeout: is PT8760H0.000000001S (must be at most 365 days)");
  }

  @Test
  void positiveTime_outsideTheLimits_isRejected() {
    Duration year = Duration.ofDays(365);
    assertThat(Check.positiveTime("timeout", year)).isEqualTo(year);
    assertThat(Check.positiveTime("timeout", Duration.ofNanos(1))).isEqualTo(Duration.ofNanos(1));
    for (Duration illegal : List.of(Duration.ZERO, Duration.ofNanos(-1), year.plusNanos(1))) {
      assertRejected(
          () -> Check.positiveTime("timeout", illegal),
          "timeout: is " + illegal + " (must be positive, and at most 365 days)");
    }
  }

  @Test
  void matches_longValueWithControlCharacters_isShownShortAndOnOneLine() {
    assertRejected(
        () -> Check.matches("name", "A\nB" + "x".repeat(100), LETTERS, "letters"),
        "name: is 'A?B" + "x".repeat(57) + "…' (must be letters)");
    assertRejected(
        () -> Check.matches("name", "A".repeat(60), LETTERS, "letters"),
        "name: is '" + "A".repeat(60) + "' (must be letters)");
    assertThat(Check.matches("name", "abc", LETTERS, "letters")).isEqualTo("abc");
  }

  @Test
  void matches_valueThatTurnsTheDirection_isShownWithoutThat() {
    assertRejected(
        () -> Check.matches("name", "to\u202edd", LETTERS, "letters"),
        "name: is 'to?dd' (must be letters)");
  }

  @Test
  void characters_illegalOne_isRejected() {
    assertThat(Check.characters("name", "abc", Character::isLetter, "letters")).isEqualTo("abc");
    assertRejected(
        () -> Check.characters("name", "a1", Character::isLetter, "letters"),
        "name: is 'a1' (must be letters)");
  }

  @Test
  void storable_nulOrUnpairedSurrogate_isRejected() {
    assertThat(Check.storable("name", "a\n😀é")).isEqualTo("a\n😀é");
    for (String text : List.of("a\u0000", "\ud800a", "a\udc00", "\ude00\ud83d")) {
      assertRejected(
          () -> Check.storable("name", text),
          "name: has one (must be free of NUL and unpaired surrogates)");
    }
  }

  @Test
  void textAttributes_moreThanAKilobyteInUtf8_areRejected() {
    assertThat(TextAttributes.checked("attributes", Map.of("kk", "é".repeat(511))))
        .containsEntry("kk", "é".repeat(511));
    assertRejected(
        () -> TextAttributes.checked("attributes", Map.of("kk", "é".repeat(512))),
        "attributes: has 1026 bytes (must be at most 1024 bytes, names and values together)");
  }
}
