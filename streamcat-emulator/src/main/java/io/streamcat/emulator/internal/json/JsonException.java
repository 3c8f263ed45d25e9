package io.streamcat.emulator.internal.json;

/** Thrown when bytes are not the expected JSON. The message never quotes the document. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message the problem, safe to send to a client
   */
  public JsonException(String message) {
    super(message);
  }
}
