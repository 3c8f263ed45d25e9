package io.streamcat.emulator.media.internal.hls;

import java.util.Optional;

/** The source of the broadcasts of channels. */
@FunctionalInterface
public interface Broadcasts {
  /** Returns the broadcast of a live channel. */
  Optional<Broadcast> find(String channelArn);
}
