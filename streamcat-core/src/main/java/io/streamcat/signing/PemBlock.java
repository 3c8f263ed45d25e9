package io.streamcat.signing;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of PEM between its BEGIN and END lines.
 *
 * @param label the label of the lines, such as {@code PRIVATE KEY}
 * @param body the text between the lines, usually Base64
 */
record PemBlock(String label, String body) {

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*(?:-(?!----)[^-]*)*)-----END \\1-----");

  /**
   * Returns the blocks of a text, in their order.
   *
   * <p>Text around the blocks is ignored, for example a byte order mark or the attributes that
   * OpenSSL prints. The two characters {@code \n} count as a line break, because environment
   * variables and JSON often contain them.
   */
  static List<PemBlock> in(String text) {
    String lines = text.replace("\\r", "\n").replace("\\n", "\n");
    return BLOCK
        .matcher(lines)
        .results()
        .map(found -> new PemBlock(found.group(1), found.group(2)))
        .toList();
  }

  /** Returns whether the key is encrypted with a passphrase. */
  boolean isEncrypted() {
    return label.equals("ENCRYPTED PRIVATE KEY") || body.contains(",ENCRYPTED");
  }

  /** Returns a text without the body, which may be a private key. */
  @Override
  public String toString() {
    return "PemBlock[label=" + label + "]";
  }
}
