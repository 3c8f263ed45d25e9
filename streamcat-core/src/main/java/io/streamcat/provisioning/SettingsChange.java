package io.streamcat.provisioning;

import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.error.ResourceConflictException;
import io.streamcat.user.ChannelChange;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives a user's channel other settings. AWS changes them in one call, and not while the channel is
 * live; a call whose answer is lost is simply made again.
 */
final class SettingsChange {

  private final Engine engine;

  SettingsChange(Engine engine) {
    this.engine = engine;
  }

  /**
   * Changes the settings in AWS, unless the channel is live and not to be stopped.
   *
   * @return the settings AWS has now, or empty if the channel is live and nothing was changed
   * @throws io.streamcat.error.ResourceNotFoundException if the channel is gone
   * @throws ResourceConflictException if the stream does not end, or begins anew each time
   */
  Optional<ChannelSettings> make(Claim claim, String channelArn, ChannelSettings settings) {
    ChannelService channels = engine.channels();
    boolean stop = claim.stored().due().contains(ChannelChange.STREAM_STOP);
    Instant deadline = engine.calls().deadline();
    for (int attempt = 0; ; attempt++) {
      if (stop) {
        channels.stopStream(channelArn);
      }
      try {
        return Optional.of(channels.update(channelArn, settings).settings());
      } catch (ResourceConflictException live) {
        if (!stop) {
          return Optional.empty();
        }
        // An encoder that still has the stream key has come back.
        if (!engine.calls().pause(attempt, deadline)) {
          throw live;
        }
      }
    }
  }
}
