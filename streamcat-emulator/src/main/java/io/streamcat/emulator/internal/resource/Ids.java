package io.streamcat.emulator.internal.resource;

/** A source of identifiers in the form of AWS. The same seed leads to the same identifiers. */
public final class Ids {
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String HEX = "0123456789abcdef";

  private final PersistentRandom random;

  Ids(PersistentRandom random) {
    this.random = random;
  }

  /** Returns random letters of both cases and digits. */
  public String alphanumeric(int length) {
    return of(ALPHANUMERIC, length);
  }

  /** Returns random lower-case hexadecimal digits. */
  String hex(int length) {
    return of(HEX, length);
  }

  private String of(String alphabet, int length) {
    StringBuilder id = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      id.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return id.toString();
  }
}
