package io.streamcat.testing;

import java.util.concurrent.Executor;

/** An executor for tasks that must overlap; the common pool may have a single thread. */
public final class NewThreads {

  /** Starts a thread for each task. */
  public static final Executor EXECUTOR = task -> new Thread(task, "test").start();

  private NewThreads() {}
}
