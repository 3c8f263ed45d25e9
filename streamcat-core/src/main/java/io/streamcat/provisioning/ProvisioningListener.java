package io.streamcat.provisioning;

/**
 * A listener to the steps in the lives of users, for logs, metrics and progress.
 *
 * <p>It is called on the thread that does the work, which waits for it; steps of one user come from
 * several threads, which have the caller's diagnostic context ({@code org.slf4j.MDC}). An exception
 * that the listener throws is logged and otherwise ignored.
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
