package io.streamcat.examples.web.playback;

import java.util.Optional;

/** The source of the picture of a live channel. */
@FunctionalInterface
public interface PictureSource {

  /** The sentence for viewers of a broadcast that the emulator simulates without a picture. */
  String SIMULATED = "There is no picture, because the emulator only simulates the broadcast.";

  /**
   * Returns the address of the picture.
   *
   * @param ticket the permission to watch the channel
   * @return the address of an HLS playlist that browsers can reach, or empty if there is no picture
   */
  Optional<String> of(Ticket ticket);
}
