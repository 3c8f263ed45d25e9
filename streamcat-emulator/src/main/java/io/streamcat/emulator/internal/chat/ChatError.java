package io.streamcat.emulator.internal.chat;

/** Thrown when a client's request is rejected. */
final class ChatError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final String requestId;

  ChatError(int code, String message, String requestId) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }

  int code() {
    return code;
  }

  String requestId() {
    return requestId;
  }
}
