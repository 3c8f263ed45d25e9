package io.streamcat.examples.cli;

import io.streamcat.StreamCat;

/**
 * The database and AWS together.
 *
 * @param store the database
 * @param streamcat works on both
 */
record Session(Store store, StreamCat streamcat) implements AutoCloseable {

  @Override
  public void close() {
    streamcat.close();
    store.close();
  }
}
