package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests of every view of the emulator's console with axe-core. */
@Guarantee("EXAMPLE-16")
class ConsoleAccessibilityIT extends ConsoleWalk {

  private final List<String> violations = new ArrayList<>();

  @BeforeAll
  static void loadAxe() throws Exception {
    Axe.load();
  }

  @Override
  void visit(String name, boolean important) {
    violations.addAll(Axe.violations(browser, name));
  }

  @Test
  void everyView_isAccessible() throws Exception {
    walk();

    assertThat(violations).isEmpty();
  }
}
