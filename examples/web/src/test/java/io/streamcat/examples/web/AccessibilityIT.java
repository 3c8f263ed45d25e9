package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests of every page in every state with axe-core. */
@Guarantee("EXAMPLE-16")
class AccessibilityIT extends SiteWalk {

  private final List<String> visited = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();

  @BeforeAll
  static void loadAxe() throws Exception {
    Axe.load();
  }

  @Override
  void visit(String name, boolean important) {
    violations.addAll(Axe.violations(browser, name));
    visited.add(name);
  }

  @Test
  void violations_imageWithoutText_areFound() {
    open("/");
    browser.executeScript("document.querySelector('main').append(document.createElement('img'))");

    assertThat(Axe.violations(browser, "home")).singleElement().asString().contains("image-alt");
  }

  @Test
  void everyPage_inEveryState_isAccessible() throws Exception {
    walk();

    assertThat(violations).isEmpty();
    assertThat(visited).contains("progress", "dashboard-live", "stage", "administration");
  }
}
