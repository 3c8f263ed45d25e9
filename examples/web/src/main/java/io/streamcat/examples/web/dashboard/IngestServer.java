package io.streamcat.examples.web.dashboard;

import io.streamcat.channel.Channel;

/** The server to which encoders send the video of a channel. */
@FunctionalInterface
public interface IngestServer {

  /**
   * Returns the server of a channel.
   *
   * @param channel the channel
   * @return the URL that a user enters in an encoder, without the stream key
   */
  String of(Channel channel);
}
