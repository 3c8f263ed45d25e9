package io.streamcat.examples.cli;

import io.streamcat.StreamCat;

/**
 * An open database and the StreamCat instance that uses it.
 *
 * @param store the database
 * @param streamcat the StreamCat instance
 * @param environment the environment
 */
record Session(Store store, StreamCat streamcat, Environment environment) implements AutoCloseable {

  /** Records the environment in the database, so that another one is rejected from now on. */
  void bind() {
    store.bind(environment);
  }

  @Override
  public void close() {
    streamcat.close();
    store.close();
  }
}
