package io.streamcat.provisioning;

/**
 * A listener to every step, for logs, metrics and progress.
 *
 * <p>It is called on the thread that does the work, which waits for it; steps of one user come from
 * several threads, which have the caller's diagnostic context ({@code org.slf4j.MDC}), so
 * implementations are thread safe. An exception of a listener is logged and ignored.
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
