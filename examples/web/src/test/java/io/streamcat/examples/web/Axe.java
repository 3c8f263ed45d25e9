package io.streamcat.examples.web;

import io.streamcat.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/** The checker of accessibility, axe-core, which npm brings for the tests. */
final class Axe {

  private static final String PACKAGES =
      """
      {"private": true, "dependencies": {"axe-core": "4.11.0"}}
      """;

  /** The rules of WCAG 2.2, levels A and AA. */
  private static final List<String> TAGS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa");

  private static final String RUN =
      """
      const [type, values, done] = arguments;
      axe.run(document, {runOnly: {type, values}, resultTypes: ['violations']}).then(
        found => done(found.violations.flatMap(violation => violation.nodes.map(
          node => `${violation.id}: ${node.html} ${node.failureSummary}`))),
        failure => done([String(failure)]));
      """;

  private static String script;

  private Axe() {}

  /** Loads the checker, or skips the tests with a visible message if npm is not available. */
  static void load() throws Exception {
    Path modules = Programs.npm(Path.of("target", "axe"), PACKAGES);
    script = Files.readString(modules.resolve(Path.of("axe-core", "axe.min.js")));
  }

  /** Returns the violations of a page in light and dark colours. */
  static List<String> violations(ChromeDriver browser, String page) {
    // A picture that moves costs more than the check.
    browser.executeScript("document.querySelectorAll('video').forEach(video => video.pause())");
    if (!"object".equals(browser.executeScript("return typeof axe"))) {
      browser.executeScript(script);
    }
    List<String> found = new ArrayList<>();
    run(browser, "tag", TAGS).forEach(violation -> found.add(page + ", light: " + violation));
    Chromium.prefer(browser, "dark");
    // Nothing but colours depends on the scheme.
    run(browser, "rule", List.of("color-contrast"))
        .forEach(violation -> found.add(page + ", dark: " + violation));
    Chromium.prefer(browser, "light");
    return found;
  }

  private static List<?> run(ChromeDriver browser, String type, List<String> values) {
    return (List<?>) browser.executeAsyncScript(RUN, type, values);
  }
}
