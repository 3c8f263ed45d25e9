package io.streamcat.spring.internal;

/**
 * The stop of a lifecycle bean on a thread of its own, so that the beans of a phase stop in
 * parallel. Spring waits for all of them together, for the timeout of the phase at most.
 */
public final class InBackground {

  private InBackground() {}

  /**
   * Starts to stop a bean.
   *
   * @param name the name of the bean, for the name of the thread
   * @param stop stops the bean, and returns when it has stopped
   * @param stopped is called then, even after a failure
   */
  public static void stop(String name, Runnable stop, Runnable stopped) {
    Thread thread =
        new Thread(
            () -> {
              try {
                stop.run();
              } finally {
                stopped.run();
              }
            },
            name + "-stop");
    thread.setDaemon(true);
    thread.start();
  }
}
