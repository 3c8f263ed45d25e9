package io.streamcat.provisioning;

/**
 * Finishes what was left: by a server that crashed, or by a failure that could not be undone at the
 * time.
 */
@FunctionalInterface
public interface Recovery {

  /**
   * Takes up every user whose lease has expired, once: those who never were complete are completed
   * or rolled back as the failure policy says, active ones are given what they were to have,
   * removals are continued. What fails again is left for the next run.
   *
   * <p>Safe to run on many servers at once, and as often as one likes.
   *
   * @return what was done
   */
  RecoveryReport run();
}
