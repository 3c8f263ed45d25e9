package io.streamcat.spring.internal;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** The executor for parallel work on one user's resources. */
public final class Executors {

  /** The name of the bean by which an application provides its own executor. */
  public static final String BEAN = "streamCatExecutor";

  private Executors() {}

  /**
   * Returns the application's executor, or one of virtual threads if the application enables them.
   *
   * <p>The executor is not a bean, because Spring Boot's own executor would back off.
   *
   * @return an executor, or null for StreamCat's own threads
   */
  public static @Nullable Executor of(BeanFactory beans, Environment environment) {
    if (beans.containsBean(BEAN)) {
      return beans.getBean(BEAN, Executor.class);
    }
    if (!useVirtualThreads(environment)) {
      return null;
    }
    SimpleAsyncTaskExecutor virtual = new SimpleAsyncTaskExecutor("streamcat-");
    virtual.setVirtualThreads(true);
    return virtual;
  }

  /** Returns whether the application enables virtual threads, and the JDK has them. */
  public static boolean useVirtualThreads(Environment environment) {
    return environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false)
        && JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE);
  }
}
