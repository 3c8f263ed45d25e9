package io.streamcat.emulator.media.internal.rtmp;

/**
 * A message of a client.
 *
 * @param type the type
 * @param timestamp the time in milliseconds, as 32 bits
 * @param streamId the message stream
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // Media is passed on without copies.
record Message(int type, int timestamp, int streamId, byte[] body) {
  static final int SET_CHUNK_SIZE = 1;
  static final int ABORT = 2;
  static final int ACKNOWLEDGEMENT = 3;
  static final int USER_CONTROL = 4;
  static final int WINDOW_SIZE = 5;
  static final int PEER_BANDWIDTH = 6;
  static final int AUDIO = 8;
  static final int VIDEO = 9;
  static final int DATA_AMF3 = 15;
  static final int COMMAND_AMF3 = 17;
  static final int DATA = 18;
  static final int COMMAND = 20;

  /** Returns the number that the first four bytes of the body hold. */
  long number() throws RtmpException {
    if (body.length < Integer.BYTES) {
      throw new RtmpException("A control message ends too early");
    }
    return ((body[0] & 0xffL) << 24)
        | ((body[1] & 0xff) << 16)
        | ((body[2] & 0xff) << 8)
        | (body[3] & 0xff);
  }
}
