package io.streamcat.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Prints the guarantees that a failed test checks. */
public final class GuaranteeReporter implements TestWatcher {

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    for (Optional<ExtensionContext> test = Optional.of(context);
        test.isPresent();
        test = test.get().getParent()) {
      Optional<Guarantee> guarantee =
          test.get().getTestClass().map(type -> type.getAnnotation(Guarantee.class));
      if (guarantee.isPresent()) {
        System.err.printf(
            "%s fails. It checks %s in docs/explanation/guarantees.md%n",
            context.getDisplayName(), String.join(", ", guarantee.get().value()));
        return;
      }
    }
  }
}
