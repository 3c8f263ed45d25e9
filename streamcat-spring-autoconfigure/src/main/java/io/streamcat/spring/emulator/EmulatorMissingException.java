package io.streamcat.spring.emulator;

/** Thrown when the emulator is enabled but not on the class path. */
final class EmulatorMissingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EmulatorMissingException() {
    super("streamcat.emulator.enabled is true, but io.streamcat:streamcat-emulator is missing");
  }
}
