package io.streamcat.testing;

/** Thrown where a test ends the process. The product never catches it. */
public final class ProcessEnded extends Error {

  private static final long serialVersionUID = 1L;
}
