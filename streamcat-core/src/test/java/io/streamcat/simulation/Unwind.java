package io.streamcat.simulation;

/** An exception that ends a thread of a dead server or of a finished run at its next point. */
final class Unwind extends Error {
  private static final long serialVersionUID = 1L;

  /** Creates the exception without a stack trace, which would be the costliest part of a kill. */
  Unwind() {
    super("the server is dead", null, false, false);
  }
}
