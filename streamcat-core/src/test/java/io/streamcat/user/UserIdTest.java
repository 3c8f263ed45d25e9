package io.streamcat.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");

  @Test
  void generate_anyTime_isAUuidOfVersion7WithTheTime() {
    UUID uuid = UUID.fromString(UserId.generate(NOW).value());

    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void generate_severalTimes_sortsByTimeAndIsUnique() {
    assertThat(UserId.generate(NOW).value()).isLessThan(UserId.generate(NOW.plusMillis(1)).value());
    assertThat(Stream.generate(() -> UserId.generate(NOW)).limit(1000)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " 42", "42\n", "a\u0000b", "a\u202eb", "a\u2028b", "\ud800"})
  void of_illegalText_isRejected(String value) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> UserId.of(value))
        .withMessageStartingWith("userId: ");
  }

  @Test
  void of_128CodePoints_isAccepted() {
    assertThat(UserId.of("🐱".repeat(11) + "x".repeat(117)).value()).hasSize(139);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> UserId.of("x".repeat(129)))
        .withMessage("userId: has 129 characters (must be 1 to 128 characters)");
  }

  @Test
  void of_longerThanATagValue_isRejected() {
    assertThat(UserId.of("🐱".repeat(21) + "abcd").toTagValue()).hasSize(256);
    assertThat(UserId.of("ü".repeat(42) + "abcd").toTagValue()).hasSize(256);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> UserId.of("🐱".repeat(21) + "abcde"))
        .withMessageStartingWith("userId: takes 257 (must be at most 256 characters as a tag");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> UserId.of("🐱".repeat(64)))
        .withMessageStartingWith("userId: takes 768");
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "a_.:/+-@z", "=", "a b", "größe", "🐱", "=41"})
  void ofTagValue_tagOfAnId_isTheId(String value) {
    UserId id = UserId.of(value);

    assertThat(id.toTagValue()).matches("[A-Za-z0-9_.:/+=@-]+");
    assertThat(UserId.ofTagValue(id.toTagValue())).contains(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "=4", "=zz", "=41", "=c3=bc", "=FF", " a"})
  void ofTagValue_otherText_isEmpty(String tag) {
    assertThat(UserId.ofTagValue(tag)).isEmpty();
  }
}
