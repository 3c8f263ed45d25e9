package io.streamcat.spring.test;

import io.streamcat.emulator.IvsEmulator;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/** A listener that resets the emulator before each method of an annotated test. */
final class IvsEmulatorTestExecutionListener implements TestExecutionListener, Ordered {

  /** Returns an order before Spring's listeners that run the preparations of a test. */
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
