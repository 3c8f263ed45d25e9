package io.streamcat.chat;

/** The permissions of a chat token besides reading, which every token allows. */
public enum ChatCapability {
  /** To send messages. */
  SEND_MESSAGE,
  /** To delete messages of any user. */
  DELETE_MESSAGE,
  /** To disconnect any user. */
  DISCONNECT_USER
}
