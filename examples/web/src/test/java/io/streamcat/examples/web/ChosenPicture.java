package io.streamcat.examples.web;

import io.streamcat.examples.web.playback.PictureSource;
import io.streamcat.examples.web.playback.Ticket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A picture source for which tests can choose the address. */
record ChosenPicture(PictureSource delegate) implements PictureSource {

  private static volatile @Nullable String chosen;

  /** Uses an address for every channel, or with null the one that the site would use. */
  static void choose(@Nullable String address) {
    chosen = address;
  }

  @Override
  public Optional<String> of(Ticket ticket) {
    String address = chosen;
    return address == null ? delegate.of(ticket) : Optional.of(address);
  }
}
