package io.streamcat.provisioning;

/**
 * A listener to the steps of users, for logs, metrics and progress.
 *
 * <p>A listener is called on the threads that do the work, so it should return fast and must be
 * thread safe: the steps of one user come from several threads. These threads have the caller's
 * diagnostic context ({@code org.slf4j.MDC}). An exception of a listener is logged and ignored.
 */
@FunctionalInterface
public interface ProvisioningListener {

  /**
   * Receives a step.
   *
   * @param step the step, which has just happened or is about to happen
   */
  void onStep(ProvisioningStep step);
}
