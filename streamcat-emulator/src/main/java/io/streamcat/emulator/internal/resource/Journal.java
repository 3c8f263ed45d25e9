package io.streamcat.emulator.internal.resource;

/**
 * The storage of an account beyond the end of the process. Not thread safe; {@link Transactions}
 * calls it within its lock.
 */
public interface Journal extends AutoCloseable {
  /** A journal that stores nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public State found() {
          return State.EMPTY;
        }

        @Override
        public void append(Changes changes) {
          // Without a file there is nothing to write.
        }

        @Override
        public boolean isLong() {
          return false;
        }

        @Override
        public void replace(State state) {
          // Without a file there is nothing to write.
        }

        @Override
        public void close() {
          // There is nothing to close.
        }
      };

  /**
   * Returns the state at the time when the journal was opened.
   *
   * @return the state to start from
   */
  State found();

  /**
   * Appends changes. After the method returns, the end of the process does not lose them.
   *
   * @param changes the changes
   * @throws java.io.UncheckedIOException if the changes cannot be written
   */
  void append(Changes changes);

  /**
   * Returns whether the whole state should be rewritten, because the appended changes are longer
   * than the state or an append failed.
   *
   * @return whether {@link #replace} should be called
   */
  boolean isLong();

  /**
   * Replaces the stored state, completely or not at all.
   *
   * @param state the state to store
   * @throws java.io.UncheckedIOException if the state cannot be written
   */
  void replace(State state);

  /** Closes the storage. */
  @Override
  void close();
}
