package io.streamcat.secret;

import java.util.Objects;

/**
 * A text that is revealed only on request: a stream key, a passphrase or a token.
 *
 * <p>{@link #reveal()} returns the text. Logs and string templates show {@code ***}. JSON mappers
 * write <code>{"hidden":true}</code>, whether they read getters, record components or fields. So a
 * REST controller can return an object that contains a secret, and a response that needs the text
 * must reveal it explicitly. A secret is neither serializable nor readable from JSON. Immutable.
 */
public final class Secret {

  /** Transient, so that mappers that read private fields ignore it. */
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
   * Returns the text.
   *
   * @return the text
   */
  public String reveal() {
    return text;
  }

  /**
   * Returns true; the only property that bean mappers find.
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
