package io.streamcat.emulator.internal.chat;

import org.java_websocket.protocols.IProtocol;

/** The WebSocket subprotocol: the client's token, which the server repeats. */
final class TokenProtocol implements IProtocol {
  static final String HEADER = "Sec-WebSocket-Protocol";

  private String token = "";

  @Override
  public boolean acceptProvidedProtocol(String header) {
    token = header;
    return true;
  }

  @Override
  public String getProvidedProtocol() {
    return token;
  }

  @Override
  public IProtocol copyInstance() {
    return new TokenProtocol();
  }

  /** Returns a description without the token. */
  @Override
  public String toString() {
    return "chat token";
  }
}
