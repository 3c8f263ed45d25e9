package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.support.ui.FluentWait;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Real headless browsers, each with a profile of its own, which all tests of the JVM share. */
final class Chromium {

  private static final Map<String, ChromeDriver> RUNNING = new HashMap<>();

  private Chromium() {}

  /**
   * Returns a browser without cookies and in its normal size, or skips the tests with a visible
   * message if none is installed.
   *
   * @param name the name of its profile
   */
  static ChromeDriver open(String name) {
    ChromeDriver browser = RUNNING.computeIfAbsent(name, Chromium::start);
    browser.get("about:blank");
    browser.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    prefer(browser, "light");
    browser.manage().logs().get("browser");
    return browser;
  }

  /**
   * Returns waits for a condition on pages that change, of which any element may disappear. The
   * driver has no exception of its own for some of these cases.
   */
  static FluentWait<WebDriver> patience(ChromeDriver browser) {
    return new WebDriverWait(browser, Duration.ofSeconds(60), Duration.ofMillis(100))
        .ignoring(WebDriverException.class);
  }

  private static ChromeDriver start(String name) {
    Path browser = Programs.chromium();
    Path driver = Programs.require("chromium-driver", "chromedriver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--hide-scrollbars",
            "--mute-audio",
            // Processes of pages that no test looks at again cost more than the tests, and a new
            // process for each site or for the GPU as much as loading a page.
            "--disable-features=BackForwardCache,SpareRendererForSitePerProcess,"
                + "IsolateOrigins,site-per-process",
            "--disable-site-isolation-trials",
            "--renderer-process-limit=1",
            "--in-process-gpu",
            "--disable-extensions",
            "--window-size=1100,900",
            "--user-data-dir=" + profile(name)));
    ChromeDriver started =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(),
            options);
    Runtime.getRuntime().addShutdownHook(new Thread(started::quit));
    return started;
  }

  private static Path profile(String name) {
    try {
      Path profiles = Files.createDirectories(Path.of("target", "browsers"));
      return Files.createTempDirectory(profiles, name).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Fails if the browser has blocked anything, or a script has failed.
   *
   * @param expected accepts messages that belong to the test
   */
  static void assertNoProblem(ChromeDriver browser, Predicate<String> expected) {
    // The browser also logs responses that are deliberately 4xx as failures to load.
    assertThat(browser.manage().logs().get("browser").getAll())
        .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .filteredOn(expected.negate())
        .allMatch(message -> message.contains("the server responded with a status"));
  }

  /** Gives a browser the session of a visitor who has logged in. */
  static void signIn(ChromeDriver browser, String site, Visitor visitor) {
    browser.executeCdpCommand(
        "Network.setCookie",
        Map.of("name", "JSESSIONID", "value", visitor.sessionId(), "url", site, "httpOnly", true));
  }

  static void prefer(ChromeDriver browser, String colorScheme) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
  }

  static void resize(ChromeDriver browser, int width, int height) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Returns a picture of the whole page at a given width. */
  static byte[] picture(ChromeDriver browser, int width) {
    Number height = (Number) browser.executeScript("return document.documentElement.scrollHeight");
    resize(browser, width, height.intValue());
    return browser.getScreenshotAs(OutputType.BYTES);
  }
}
