package io.streamcat.examples.web.progress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskExecutor;

/**
 * Background tasks of one kind, at most one at a time for each user.
 *
 * <p>A finished task stays available for a while, for the page that waits for it.
 */
public final class BackgroundTasks {

  private static final Logger log = LoggerFactory.getLogger(BackgroundTasks.class);

  private final String name;
  private final ProgressBoard board;
  private final TaskExecutor executor;
  private final Cache<UserId, Task> tasks =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofMinutes(15)).build();

  /**
   * Creates an empty set of tasks.
   *
   * @param name the name of the tasks in the log
   * @param board records the steps
   * @param executor runs the tasks
   */
  public BackgroundTasks(String name, ProgressBoard board, TaskExecutor executor) {
    this.name = name;
    this.board = board;
    this.executor = executor;
  }

  /**
   * Starts a task, unless the user has one that is running or has succeeded.
   *
   * @param id the user
   * @param work the work
   * @return the new or existing task
   */
  public Task submit(UserId id, Runnable work) {
    return tasks
        .asMap()
        .compute(
            id,
            (key, earlier) ->
                earlier == null || earlier.failure().isPresent() ? begin(id, work) : earlier);
  }

  private Task begin(UserId id, Runnable work) {
    Task task = new Task(board.begin(id));
    log.info("{}: {} begins", id, name);
    executor.execute(
        () -> {
          task.run(work);
          task.failure()
              .ifPresentOrElse(
                  failure -> log.warn("{}: {} failed: {}", id, name, failure.getMessage()),
                  () -> log.info("{}: {} is complete", id, name));
        });
    return task;
  }

  /**
   * Finds a user's task.
   *
   * @param id the user
   * @return the task, or empty if there was none recently
   */
  public Optional<Task> find(UserId id) {
    return Optional.ofNullable(tasks.getIfPresent(id));
  }
}
