package io.streamcat.secret;

import java.util.Objects;

/**
 * A text that is shown only on request: a stream key, a passphrase or a token.
 *
 * <p>{@link #reveal()} returns the text. Logs and string templates show {@code ***}, and mappers to
 * JSON, whether they read getters, record components or fields, write <code>{"hidden":true}</code>.
 * So an object that contains a secret can be returned from a REST controller, and a response that
 * needs the text names it. A secret is neither serializable nor readable from JSON. Immutable.
 */
public final class Secret {

  /** Transient for mappers that read private fields. */
  private final transient String text;

  private Secret(String text) {
    this.text = Objects.requireNonNull(text);
  }

  /**
   * Creates a secret.
   *
   * @param text the text to hide
   * @return a new secret
   */
  public static Secret of(String text) {
    return new Secret(text);
  }

  /**
   * Returns the text, for the person or the program that needs it.
   *
   * @return the text
   */
  public String reveal() {
    return text;
  }

  /**
   * Returns true: the one property that mappers of beans find.
   *
   * @return true
   */
  public boolean isHidden() {
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && text.equals(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns {@code ***}. */
  @Override
  public String toString() {
    return "***";
  }
}
