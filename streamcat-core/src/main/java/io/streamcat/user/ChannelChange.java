package io.streamcat.user;

import io.streamcat.channel.ChannelSettings;
import java.util.Map;

/**
 * A change of a user's channel that takes several calls to AWS, or has to wait for the right
 * moment. It is recorded as due before the first of them, so that whoever finds it goes on with it.
 */
public sealed interface ChannelChange {

  /** What is broadcast is to be stopped. */
  ChannelChange STREAM_STOP = Simple.STREAM_STOP;

  /** The channel is to have a new stream key, and none of those it had. */
  ChannelChange STREAM_KEY = Simple.STREAM_KEY;

  /** A change that says everything by its name. */
  enum Simple implements ChannelChange {
    /** {@link ChannelChange#STREAM_STOP}. */
    STREAM_STOP,
    /** {@link ChannelChange#STREAM_KEY}. */
    STREAM_KEY
  }

  /**
   * The channel is to have other settings.
   *
   * @param settings the settings, without tags
   * @param waits whether to wait for the end of a live stream; otherwise the change is given up if
   *     the channel is live when it is made
   */
  record Settings(ChannelSettings settings, boolean waits) implements ChannelChange {

    /**
     * Drops the tags, which AWS does not change together with settings.
     *
     * @param settings the settings
     * @param waits whether to wait for the end of a live stream
     */
    public Settings {
      settings = settings.toBuilder().tags(Map.of()).build();
    }
  }
}
