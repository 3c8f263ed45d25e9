package io.streamcat.emulator.internal.resource;

import io.streamcat.emulator.internal.controlplane.ControlPlane;

/**
 * Keeps an account beyond the end of the process. Not thread safe: it is called within the lock of
 * the {@link ControlPlane}.
 */
public interface Journal extends AutoCloseable {
  /** Keeps nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public State found() {
          return State.EMPTY;
        }

        @Override
        public void append(Changes changes) {
          // What nobody reads need not be written.
        }

        @Override
        public boolean isLong() {
          return false;
        }

        @Override
        public void replace(State state) {
          // What nobody reads need not be written.
        }

        @Override
        public void close() {
          // It holds nothing.
        }
      };

  /**
   * Returns what was kept when the journal was opened.
   *
   * @return the state to start from
   */
  State found();

  /**
   * Keeps changes. Once this returns, the death of the process does not lose them.
   *
   * @param changes what has changed
   * @throws java.io.UncheckedIOException if they cannot be written
   */
  void append(Changes changes);

  /**
   * Tells whether the state is to be written anew: so much was appended that the state itself is
   * shorter, or something could not be appended.
   *
   * @return whether it is time to replace all that is kept
   */
  boolean isLong();

  /**
   * Replaces all that is kept, completely or not at all.
   *
   * @param state what to keep
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  void replace(State state);

  /** Lets go of what the journal is written to. */
  @Override
  void close();
}
