package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.titleIs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.test.context.TestPropertySource;

/** Tests of the script of the pages: forms, times and updates. */
@TestPropertySource(properties = {"streamcat.operation-timeout=30s", "streamcat.call-timeout=10s"})
class ScriptIT extends SiteTest {

  private static ChromeDriver browser;

  private WebDriverWait wait;

  @BeforeAll
  static void startBrowser(@TempDir Path profile) {
    browser = Chromium.start(profile);
  }

  @AfterAll
  static void quitBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void startAfresh() {
    wait = new WebDriverWait(browser, Duration.ofSeconds(30));
    open("/");
    browser.manage().deleteAllCookies();
  }

  @Test
  void dashboardForm_unknownUser_showsProblemAtFieldWithFocus() {
    person("fay");
    open("/login");
    field("username").sendKeys("fay");
    field("password").sendKeys(Visitor.PASSWORD, Keys.ENTER);
    wait.until(titleIs("Dashboard · StreamCat"));
    field("guest").sendKeys("no-such-user", Keys.ENTER);

    wait.until(titleIs("Problem: Dashboard · StreamCat"));
    assertThat(field("guest-problem").getText()).contains("No other user has this name");
    assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("guest");
    assertThat(browser.switchTo().activeElement().getDomProperty("value"))
        .isEqualTo("no-such-user");
  }

  @Test
  void time_withScript_isInTimeZoneOfVisitor() {
    goLive(person("local"));
    browser.executeCdpCommand(
        "Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Kathmandu"));
    open("/channel/local");
    WebElement time = browser.findElement(By.cssSelector("main time"));

    int minutesInUtc = Integer.parseInt(time.getDomAttribute("title").substring(3, 5));

    assertThat(time.getDomAttribute("title")).endsWith(" UTC");
    assertThat(time.getText()).contains(":%02d".formatted((minutesInUtc + 45) % 60));
    browser.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", ""));
  }

  @Test
  void update_siteDoesNotRespond_showsThatPageIsNotUpToDate() {
    open("/");
    connect(false);
    wait.until(driver -> field("stale").isDisplayed());

    connect(true);
    wait.until(driver -> !field("stale").isDisplayed());
  }

  private void connect(boolean online) {
    browser.executeCdpCommand("Network.enable", Map.of());
    browser.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", !online, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  @Test
  void showButton_password_isReadable() {
    open("/login");
    field("password").sendKeys("secret");
    browser.findElement(By.cssSelector("button.show")).click();

    assertThat(field("password").getDomProperty("type")).isEqualTo("text");
    assertThat(browser.findElement(By.cssSelector("button.show")).getAccessibleName())
        .isEqualTo("Show password");
  }

  private void open(String path) {
    browser.get("http://localhost:" + port + path);
  }

  private static WebElement field(String id) {
    return browser.findElement(By.id(id));
  }
}
