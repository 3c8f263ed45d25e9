package io.streamcat.emulator.media.internal.rtmp;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The receiver of an encoder's broadcast. Called by the thread of its connection. */
public interface EncoderSession {
  /**
   * Starts a broadcast.
   *
   * @param streamKey the stream key, with the query that follows it
   * @return the reason for a rejection, or empty if the encoder may send
   */
  Optional<String> publish(String streamKey);

  /** Receives the properties that an encoder announces. */
  void properties(Map<String, @Nullable Object> properties);

  /**
   * Receives the body of an audio tag of FLV.
   *
   * @throws IOException if the connection must end
   */
  void audio(int timestamp, byte[] body) throws IOException;

  /**
   * Receives the body of a video tag of FLV.
   *
   * @throws IOException if the connection must end
   */
  void video(int timestamp, byte[] body) throws IOException;
}
