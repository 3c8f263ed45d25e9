package io.streamcat.user;

import io.streamcat.exception.Check;
import io.streamcat.exception.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * The permanent id of a user; opaque to StreamCat.
 *
 * <p>Resources in AWS carry the id as a tag, whose value is limited to 256 characters of a small
 * set. So an id may have 128 letters a to z, digits and {@code _.:/+-@}, which take one character
 * each. Every other character takes three characters for each byte of its UTF-8 form, an emoji
 * twelve.
 *
 * @param value 1 to 128 characters, at most 256 as a tag value; without control and invisible
 *     characters, and without blanks at its ends
 */
public record UserId(String value) {

  private static final int MOST_IN_TAG = 256;
  private static final String SIGNS_IN_TAG = "_.:/+-@";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Checks the id. */
  public UserId {
    Check.length("userId", value, 1, 128);
    if (!isPlain(value)) {
      check(value);
    }
  }

  /** Returns whether a tag may hold the text as it is; the length is then its only limit. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!isPlain(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || SIGNS_IN_TAG.indexOf(c) >= 0;
  }

  private static void check(String value) {
    Check.that(
        value
            .codePoints()
            .noneMatch(c -> Check.isInvisible(c) || Character.getType(c) == Character.SURROGATE),
        "userId",
        "free of control characters, invisible characters and unpaired surrogates",
        "has one");
    Check.that(
        value.equals(value.strip()),
        "userId",
        "without blanks at its ends",
        "begins or ends with a blank");
    int inTag = lengthInTag(value);
    Check.that(
        inTag <= MOST_IN_TAG,
        "userId",
        "at most "
            + MOST_IN_TAG
            + " characters as a tag value, where characters other than letters a to z, digits and "
            + "_.:/+-@ take three for each byte of UTF-8",
        "takes " + inTag);
  }

  private static int lengthInTag(String value) {
    int length = 0;
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      length += isPlain(b) ? 1 : 3;
    }
    return length;
  }

  /**
   * Returns the id of an application's own user.
   *
   * @param value 1 to 128 characters, at most 256 as a tag value
   * @return the id
   * @throws io.streamcat.exception.InvalidInputException if the value breaks the rule
   */
  public static UserId of(String value) {
    return new UserId(value);
  }

  /**
   * Generates an id that sorts by time: a UUID of version 7 (RFC 9562).
   *
   * @param now the time that the id encodes, in milliseconds
   * @return a new, unique id
   */
  public static UserId generate(Instant now) {
    // One draw, because each has its cost.
    byte[] random = new byte[2 * Long.BYTES];
    RANDOM.nextBytes(random);
    ByteBuffer bits = ByteBuffer.wrap(random);
    long high = (now.toEpochMilli() << 16) | 0x7000L | (bits.getLong() & 0xfff);
    long low = (bits.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UserId(new UUID(high, low).toString());
  }

  /**
   * Returns the value of the tag {@code streamcat:user-id} in AWS: each byte of the id's UTF-8 form
   * that is neither a letter a to z, a digit nor one of {@code _.:/+-@} is written as {@code =} and
   * two hexadecimal digits, as in quoted-printable.
   *
   * @return the value, at most 256 characters
   */
  public String toTagValue() {
    if (isPlain(value)) {
      return value;
    }
    StringBuilder tag = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        tag.append((char) b);
      } else {
        tag.append('=').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return tag.toString();
  }

  /**
   * Parses the tag {@code streamcat:user-id}.
   *
   * @param tag the value of the tag
   * @return the id, or empty if {@link #toTagValue} never returns such a value
   */
  public static Optional<UserId> ofTagValue(String tag) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(tag.length());
    try {
      for (int i = 0; i < tag.length(); i++) {
        if (tag.charAt(i) == '=') {
          bytes.write(HexFormat.fromHexDigits(tag, i + 1, i + 3));
          i += 2;
        } else {
          bytes.write(tag.charAt(i));
        }
      }
      UserId id = UserId.of(bytes.toString(StandardCharsets.UTF_8));
      return id.toTagValue().equals(tag) ? Optional.of(id) : Optional.empty();
    } catch (InvalidInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
