package io.streamcat.spring.emulator;

/** The emulator is to be started and is not on the class path. */
final class EmulatorMissingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EmulatorMissingException() {
    super("streamcat.emulator.enabled is true, and io.streamcat:streamcat-emulator is not there");
  }
}
