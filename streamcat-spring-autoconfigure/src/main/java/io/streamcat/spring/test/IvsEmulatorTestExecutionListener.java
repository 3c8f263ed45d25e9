package io.streamcat.spring.test;

import io.streamcat.emulator.IvsEmulator;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/** Resets the emulator before each method of a test that is annotated. */
final class IvsEmulatorTestExecutionListener implements TestExecutionListener, Ordered {

  /** Before the listeners of Spring's that run what a test prepares. */
  @Override
  public int getOrder() {
    return 1500;
  }

  @Override
  public void beforeTestMethod(TestContext test) {
    if (TestContextAnnotationUtils.hasAnnotation(
        test.getTestClass(), AutoConfigureIvsEmulator.class)) {
      test.getApplicationContext().getBean(IvsEmulator.class).reset();
    }
  }
}
