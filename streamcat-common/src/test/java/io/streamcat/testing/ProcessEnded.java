package io.streamcat.testing;

/** Thrown where a test has the process end: nothing of the product catches it and goes on. */
public final class ProcessEnded extends Error {

  private static final long serialVersionUID = 1L;
}
