package io.streamcat.chat;

/** What a chat token allows besides reading, which every token allows. */
public enum ChatCapability {
  /** To send messages. */
  SEND_MESSAGE,
  /** To delete anybody's messages. */
  DELETE_MESSAGE,
  /** To disconnect anybody. */
  DISCONNECT_USER
}
