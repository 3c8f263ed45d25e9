package io.streamcat.provisioning;

import io.streamcat.error.Check;
import io.streamcat.error.InvalidInputException;
import io.streamcat.user.UserId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * User ids as tag values, reversibly.
 *
 * <p>AWS allows few characters in a tag's value; any other byte of the id's UTF-8 form is written
 * as {@code =} and two hexadecimal digits, as in quoted-printable.
 */
final class TagValues {

  private static final int MAX = 256;
  private static final String LITERAL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/+-@";

  private TagValues() {}

  static String encode(UserId id) {
    StringBuilder value = new StringBuilder();
    for (byte b : id.value().getBytes(StandardCharsets.UTF_8)) {
      if (LITERAL.indexOf(b) >= 0) {
        value.append((char) b);
      } else {
        value.append('=').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    Check.that(
        value.length() <= MAX,
        "userId",
        "at most "
            + MAX
            + " characters as a tag value, where characters other than letters a to z, digits and "
            + "_.:/+-@ take three for each byte of UTF-8",
        "takes " + value.length());
    return value.toString();
  }

  /**
   * Reads a user id from a tag's value.
   *
   * @return the id, or empty if the value is none that {@link #encode} makes
   */
  static Optional<UserId> decode(String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    try {
      for (int i = 0; i < value.length(); i++) {
        if (value.charAt(i) == '=') {
          bytes.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
          i += 2;
        } else {
          bytes.write(value.charAt(i));
        }
      }
      UserId id = UserId.of(bytes.toString(StandardCharsets.UTF_8));
      return encode(id).equals(value) ? Optional.of(id) : Optional.empty();
    } catch (InvalidInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
