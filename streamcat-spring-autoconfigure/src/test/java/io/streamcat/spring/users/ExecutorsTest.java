package io.streamcat.spring.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.spring.Contexts;
import io.streamcat.user.NewUser;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The threads on which the resources of a user are created. */
class ExecutorsTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @EnabledForJreRange(min = JRE.JAVA_21)
  void threads_virtualThreadsProperty_isApplied(boolean virtual) {
    ConcurrentLinkedQueue<Boolean> seen = new ConcurrentLinkedQueue<>();
    Contexts.inMemory()
        .withPropertyValues("spring.threads.virtual.enabled=" + virtual)
        .withBean(ProvisioningListener.class, () -> step -> seen.add(isVirtual()))
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThat(seen.contains(true)).isEqualTo(virtual);
            });
  }

  /** Uses reflection, because the class files are for JDK 17. */
  private static boolean isVirtual() {
    try {
      return (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void executor_ofTheApplication_isUsed() {
    ConcurrentLinkedQueue<String> used = new ConcurrentLinkedQueue<>();
    Contexts.inMemory()
        .withBean(
            "streamCatExecutor",
            Executor.class,
            () ->
                task -> {
                  used.add("task");
                  task.run();
                })
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThat(used).isNotEmpty();
            });
  }
}
