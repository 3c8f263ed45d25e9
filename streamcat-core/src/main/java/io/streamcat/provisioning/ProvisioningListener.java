package io.streamcat.provisioning;

/**
 * Sees every step, for logs, metrics and progress.
 *
 * <p>It is called on the thread that does the work, which waits for it; steps of one user come from
 * several threads. What it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface ProvisioningListener {

  /**
   * Takes note of a step.
   *
   * @param step what has just happened, or is about to
   */
  void onStep(ProvisioningStep step);
}
