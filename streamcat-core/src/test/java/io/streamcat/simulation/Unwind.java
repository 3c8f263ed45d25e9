package io.streamcat.simulation;

/** Ends a thread of a dead server, or of a run that is over, at its next point. */
final class Unwind extends Error {
  private static final long serialVersionUID = 1L;

  /** Creates it without a stack trace, which would be the costliest part of a kill. */
  Unwind() {
    super("the server is dead", null, false, false);
  }
}
