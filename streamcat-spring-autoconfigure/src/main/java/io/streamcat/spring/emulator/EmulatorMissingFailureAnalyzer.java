package io.streamcat.spring.emulator;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A failure analyzer that names the dependency of a missing emulator. */
final class EmulatorMissingFailureAnalyzer
    extends AbstractFailureAnalyzer<EmulatorMissingException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, EmulatorMissingException cause) {
    return new FailureAnalysis(
        "The property streamcat.emulator.enabled is true, but the emulator is not on the class"
            + " path.",
        "Add the dependency io.streamcat:streamcat-emulator, or remove the property.",
        cause);
  }
}
