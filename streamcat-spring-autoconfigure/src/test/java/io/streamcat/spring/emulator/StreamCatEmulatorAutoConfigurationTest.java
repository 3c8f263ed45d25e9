package io.streamcat.spring.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.IvsEmulator;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.Failures;
import io.streamcat.spring.IvsEmulatorBuilderCustomizer;
import io.streamcat.user.NewUser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.test.context.FilteredClassLoader;

class StreamCatEmulatorAutoConfigurationTest {

  @Test
  void emulator_notEnabled_isNotStarted() {
    Contexts.bare().run(context -> assertThat(context).doesNotHaveBean(IvsEmulator.class));
  }

  @Test
  void emulator_enabledWithoutTheJar_failsNamingIt() {
    Contexts.emulated()
        .withClassLoader(new FilteredClassLoader("io.streamcat.emulator"))
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(Failures.analysis(context.getStartupFailure()))
                  .contains("io.streamcat:streamcat-emulator");
            });
  }

  @Test
  void start_noJarAndNotEnabled_succeeds() {
    Contexts.bare()
        .withClassLoader(new FilteredClassLoader("io.streamcat.emulator"))
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void seed_set_makesArnsReproducible() {
    assertThat(arn("streamcat.emulator.seed=7")).isEqualTo(arn("streamcat.emulator.seed=7"));
    assertThat(arn("streamcat.emulator.port=0")).isNotEqualTo(arn("streamcat.emulator.port=0"));
  }

  @Test
  void stateFile_set_outlivesTheApplication(@TempDir Path directory) {
    String[] properties = {
      "streamcat.emulator.state-file=" + directory.resolve("emulator.state"),
      "streamcat.create-at-registration=channel"
    };
    Contexts.inMemory()
        .withPropertyValues(properties)
        .run(context -> context.getBean(UserProvisioner.class).provision(NewUser.withId("42")));

    Contexts.inMemory()
        .withPropertyValues(properties)
        .run(context -> assertThat(Contexts.resources(context)).hasSize(1));
  }

  private static String arn(String property) {
    String[] arn = new String[1];
    Contexts.inMemory()
        .withPropertyValues("streamcat.create-at-registration=channel", property)
        .run(
            context ->
                arn[0] =
                    context
                        .getBean(UserProvisioner.class)
                        .provision(NewUser.withId("42"))
                        .channel()
                        .arn());
    return arn[0];
  }

  @Test
  void customizers_areCalledLastInTheirOrder() {
    Contexts.inMemory()
        .withPropertyValues("streamcat.emulator.seed=7")
        .withBean(
            "second",
            IvsEmulatorBuilderCustomizer.class,
            () -> builder -> builder.region("eu-west-1"),
            definition -> definition.setAttribute(AbstractBeanDefinition.ORDER_ATTRIBUTE, 2))
        .withBean(
            "first",
            IvsEmulatorBuilderCustomizer.class,
            () -> builder -> builder.region("us-west-2").accountId("999999999999"),
            definition -> definition.setAttribute(AbstractBeanDefinition.ORDER_ATTRIBUTE, 1))
        .run(
            context -> {
              IvsEmulator emulator = context.getBean(IvsEmulator.class);
              assertThat(emulator.region()).isEqualTo("eu-west-1");
              assertThat(emulator.accountId()).isEqualTo("999999999999");
            });
  }

  @Test
  void emulatorBean_ofTheApplication_isUsedAndNotClosed() {
    try (IvsEmulator own = IvsEmulator.start()) {
      Contexts.inMemory()
          .withBean(IvsEmulator.class, () -> own, definition -> definition.setDestroyMethodName(""))
          .run(
              context -> {
                context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
                assertThat(context).hasSingleBean(IvsEmulator.class);
              });
      assertThat(own.requests()).isNotEmpty();
    }
  }
}
