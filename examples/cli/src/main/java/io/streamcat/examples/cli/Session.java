package io.streamcat.examples.cli;

import io.streamcat.StreamCat;

/**
 * An open database and the StreamCat instance that uses it.
 *
 * @param store the database
 * @param streamcat the StreamCat instance
 */
record Session(Store store, StreamCat streamcat) implements AutoCloseable {

  @Override
  public void close() {
    streamcat.close();
    store.close();
  }
}
