package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/**
 * Creates the pictures of the documentation: {@code mvn -Pscreenshots -pl examples/web -am verify}.
 */
@TestPropertySource(properties = "streamcat.emulator.seed=1")
class Screenshots extends SiteWalk {

  private static final int DESKTOP = 1000;
  private static final int PHONE = 390;

  private final Path images = Path.of(System.getProperty("web.screenshots"));
  private final Path others = Path.of("target", "screenshots");

  @Test
  void screenshots_allPages_areTaken() throws IOException {
    Files.createDirectories(images);
    Files.createDirectories(others);
    walk();
    assertThat(images).isDirectoryContaining("glob:**/dashboard-live-dark.png");
  }

  /**
   * Takes the pictures of an important page for the documentation, those of other pages to be
   * looked at.
   */
  @Override
  void visit(String name, boolean important) throws IOException {
    Path folder = important ? images : others;
    take(folder, name + "-light", DESKTOP, 640);
    if (important) {
      take(folder, name + "-phone", PHONE, 700);
      Chromium.prefer(browser, "dark");
      take(folder, name + "-dark", DESKTOP, 640);
      Chromium.prefer(browser, "light");
    }
  }

  private void take(Path folder, String name, int width, int height) throws IOException {
    Chromium.resize(browser, width, height);
    Picture.save(Chromium.picture(browser, width), folder.resolve(name + ".png"));
  }
}
