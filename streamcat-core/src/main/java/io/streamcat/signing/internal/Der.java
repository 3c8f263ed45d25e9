package io.streamcat.signing.internal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * An element of DER, the binary form of keys. The parser reads what private keys contain; every
 * other input is an {@link IllegalArgumentException} without a quotation.
 */
final class Der {

  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;

  /** The tag of the curve in a SEC 1 key. */
  static final int CONTEXT_0 = 0xA0;

  private final int tag;
  private final byte[] content;

  private Der(int tag, byte[] content) {
    this.tag = tag;
    this.content = content;
  }

  int tag() {
    return tag;
  }

  /** Returns the elements of a sequence that is the whole input. */
  static List<Der> sequence(byte[] input) {
    List<Der> elements = elements(input);
    if (elements.size() != 1) {
      throw malformed();
    }
    return elements.get(0).elements(SEQUENCE);
  }

  /** Returns the elements inside this one. */
  List<Der> elements(int expectedTag) {
    return elements(content(expectedTag));
  }

  /** Returns the bytes of this element if it has a tag. */
  byte[] content(int expectedTag) {
    if (tag != expectedTag) {
      throw malformed();
    }
    return content;
  }

  /** Returns the bytes in hexadecimal digits, by which object identifiers are compared. */
  String hex() {
    return HexFormat.of().formatHex(content);
  }

  private static List<Der> elements(byte[] input) {
    List<Der> elements = new ArrayList<>();
    int at = 0;
    while (at < input.length) {
      int tag = input[at++] & 0xFF;
      int length = at < input.length ? input[at++] & 0xFF : -1;
      if (length >= 0x80) {
        // The long form: the number of bytes that hold the length. DER has no indefinite length.
        int bytes = length & 0x7F;
        if (bytes == 0 || bytes > 2) {
          throw malformed();
        }
        length = new BigInteger(1, Arrays.copyOfRange(input, at, at + bytes)).intValue();
        at += bytes;
      }
      if (length < 0 || length > input.length - at) {
        throw malformed();
      }
      elements.add(new Der(tag, Arrays.copyOfRange(input, at, at + length)));
      at += length;
    }
    return elements;
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("not the DER of a key");
  }
}
