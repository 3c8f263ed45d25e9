package io.streamcat.user;

import io.streamcat.error.Check;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Identifies a user for good; opaque to StreamCat.
 *
 * @param value 1 to 128 characters, none of them a control character
 */
public record UserId(String value) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Checks and copies what needs it.
   *
   * @param value 1 to 128 characters
   */
  public UserId {
    Check.length("userId", value, 1, 128);
    Check.that(
        value
            .codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE),
        "userId",
        "free of control characters and unpaired surrogates",
        "has one");
    Check.that(
        value.equals(value.strip()),
        "userId",
        "without blanks at its ends",
        "begins or ends with a blank");
  }

  /**
   * Takes an application's own id.
   *
   * @param value 1 to 128 characters, none of them a control character
   * @return the id
   * @throws io.streamcat.error.InvalidInputException if the value breaks the rule
   */
  public static UserId of(String value) {
    return new UserId(value);
  }

  /**
   * Generates an id that sorts by time: a UUID of version 7 (RFC 9562).
   *
   * @param now the time it carries, in milliseconds
   * @return a new id, never seen before
   */
  public static UserId generate(Instant now) {
    long high = (now.toEpochMilli() << 16) | 0x7000L | RANDOM.nextInt(0x1000);
    long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UserId(new UUID(high, low).toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
