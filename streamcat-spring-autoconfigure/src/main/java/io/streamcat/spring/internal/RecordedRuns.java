package io.streamcat.spring.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The last failures of tasks that another scheduler runs on this server, for the health check. */
public final class RecordedRuns {

  private final Map<String, String> failures = new ConcurrentHashMap<>();

  /**
   * Runs a task, and records whether it fails.
   *
   * @param task the name of the task
   * @param work the work, whose failure is thrown again
   */
  public void run(String task, Runnable work) {
    try {
      work.run();
      failures.remove(task);
    } catch (Throwable e) {
      failures.put(task, String.valueOf(e));
      throw e;
    }
  }

  /** Returns the failure of each task whose last run on this server failed. */
  public Map<String, String> failures() {
    return Map.copyOf(failures);
  }
}
