package io.streamcat.provisioning;

import io.streamcat.error.StreamCatException;

/** Failures of code that is not StreamCat's: a store, or a service the application has replaced. */
final class Failures {

  private Failures() {}

  /** Describes a failure without words of others, which might hold a secret. */
  static String describe(RuntimeException failure) {
    return failure instanceof StreamCatException
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getName();
  }

  static StreamCatException own(RuntimeException failure) {
    return failure instanceof StreamCatException e
        ? e
        : new StreamCatException("unexpected " + describe(failure), true, failure);
  }
}
