package io.streamcat.emulator.internal.resource;

/** Makes identifiers that look like those of AWS; the same seed makes the same ones. */
public final class Ids {
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String HEX = "0123456789abcdef";

  private final PersistentRandom luck;

  Ids(PersistentRandom luck) {
    this.luck = luck;
  }

  /** Makes letters of both cases and digits. */
  public String alphanumeric(int length) {
    return of(ALPHANUMERIC, length);
  }

  /** Makes lower-case hexadecimal digits. */
  String hex(int length) {
    return of(HEX, length);
  }

  private String of(String alphabet, int length) {
    StringBuilder id = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      id.append(alphabet.charAt(luck.nextInt(alphabet.length())));
    }
    return id.toString();
  }
}
