package io.streamcat.password;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The normal form in which passwords are hashed and checked. The same password typed on another
 * keyboard may arrive in another Unicode form (NIST SP 800-63B).
 */
final class NormalForm {

  private NormalForm() {}

  /** Returns the normal form that is hashed. */
  static String of(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  /** Returns the case-insensitive normal form, in which passwords and names are compared. */
  static String ignoringCase(String text) {
    return of(of(text).toLowerCase(Locale.ROOT));
  }
}
