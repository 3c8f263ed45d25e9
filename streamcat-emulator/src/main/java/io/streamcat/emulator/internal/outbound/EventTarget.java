package io.streamcat.emulator.internal.outbound;

import java.io.IOException;

/** A receiver of events, such as a function or an HTTP endpoint. */
public interface EventTarget {
  /**
   * Delivers one event.
   *
   * @param event the event as JSON
   * @throws IOException if the receiver does not accept the event
   * @throws InterruptedException if the emulator closes during the delivery
   */
  void deliver(byte[] event) throws IOException, InterruptedException;
}
