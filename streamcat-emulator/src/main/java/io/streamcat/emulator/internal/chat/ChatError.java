package io.streamcat.emulator.internal.chat;

import io.streamcat.emulator.internal.model.ApiException;

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

  /** Returns the same error for callers of an HTTP API. */
  ApiException toApiException() {
    String name =
        switch (code) {
          case 404 -> "ResourceNotFoundException";
          case 406 -> "ConflictException";
          case 429 -> "ThrottlingException";
          default -> "ValidationException";
        };
    return new ApiException(name, String.valueOf(getMessage()));
  }
}
