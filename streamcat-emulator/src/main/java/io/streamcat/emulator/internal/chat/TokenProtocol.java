package io.streamcat.emulator.internal.chat;

import org.java_websocket.protocols.IProtocol;

/** The subprotocol that a client asks for, which is its token, and which the server repeats. */
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

  /** Tells what it is, without the token. */
  @Override
  public String toString() {
    return "chat token";
  }
}
