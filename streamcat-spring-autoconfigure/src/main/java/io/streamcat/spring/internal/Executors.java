package io.streamcat.spring.internal;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** What runs the work on one user's resources side by side. */
public final class Executors {

  /** The name of a bean that an application defines to bring its own. */
  public static final String BEAN = "streamCatExecutor";

  private Executors() {}

  /**
   * The application's, or virtual threads if it wants them.
   *
   * <p>It is no bean of its own, because Spring Boot's own executor backs off for any.
   *
   * @return an executor, or null for StreamCat's own threads
   */
  public static @Nullable Executor of(BeanFactory beans, Environment environment) {
    if (beans.containsBean(BEAN)) {
      return beans.getBean(BEAN, Executor.class);
    }
    if (!areVirtualWanted(environment)) {
      return null;
    }
    SimpleAsyncTaskExecutor virtual = new SimpleAsyncTaskExecutor("streamcat-");
    virtual.setVirtualThreads(true);
    return virtual;
  }

  /** Whether the application wants virtual threads, on a JDK that has them. */
  public static boolean areVirtualWanted(Environment environment) {
    return environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false)
        && JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE);
  }
}
