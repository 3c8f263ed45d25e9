package io.streamcat.password;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The form in which passwords are hashed and judged: the same password typed on another keyboard
 * may arrive in another Unicode form (NIST SP 800-63B).
 */
final class NormalForm {

  private NormalForm() {}

  /** Returns what is hashed. */
  static String of(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  /** Returns the normal form without regard to case, in which passwords and names are compared. */
  static String ignoringCase(String text) {
    return of(of(text).toLowerCase(Locale.ROOT));
  }
}
