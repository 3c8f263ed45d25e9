package io.streamcat.emulator.internal.json;

/**
 * Says why some bytes are not the JSON that was expected; the message never quotes the document.
 */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what is wrong, safe to send to a client
   */
  public JsonException(String message) {
    super(message);
  }
}
