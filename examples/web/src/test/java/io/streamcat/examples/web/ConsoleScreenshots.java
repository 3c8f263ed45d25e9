package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.OutputType;

/**
 * Creates the pictures of the emulator's console in the documentation, as {@link Screenshots} does
 * for the site.
 */
class ConsoleScreenshots extends ConsoleWalk {

  private final Path images = Path.of(System.getProperty("web.screenshots"));

  @Test
  void screenshots_consoleViews_areTaken() throws IOException {
    Files.createDirectories(images);
    walk();
    assertThat(images).isDirectoryContaining("glob:**/console-faults-dark.png");
  }

  @Override
  void visit(String name, boolean important) throws IOException {
    if (!important) {
      return;
    }
    for (String colours : new String[] {"light", "dark"}) {
      Chromium.prefer(browser, colours);
      Chromium.resize(browser, 1_280, 760);
      Picture.save(
          browser.getScreenshotAs(OutputType.BYTES), images.resolve(name + "-" + colours + ".png"));
    }
  }
}
