package io.streamcat.examples.web.playback;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The source of the picture of a live channel. */
@FunctionalInterface
public interface PictureSource {

  /** The sentence for viewers of a broadcast that the emulator simulates without a picture. */
  String SIMULATED = "There is no picture, because the emulator only simulates the broadcast.";

  /** The sentence for viewers of a broadcast whose picture cannot be reached. */
  String UNAVAILABLE =
      "The picture is not available at the moment. Please check again in a minute.";

  /**
   * Returns the sentence for a broadcast without a picture.
   *
   * @param ticket the permission to watch it, or null if it is not available
   * @return the reason
   */
  static String reason(@Nullable Ticket ticket) {
    return ticket == null ? UNAVAILABLE : SIMULATED;
  }

  /**
   * Returns the address of the picture.
   *
   * @param ticket the permission to watch the channel
   * @return the address of an HLS playlist that browsers can reach, or empty if there is no picture
   */
  Optional<String> of(Ticket ticket);
}
