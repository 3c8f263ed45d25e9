package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.titleIs;

import io.streamcat.user.User;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Tests of the script of the pages: forms, times and updates. */
class ScriptIT extends BrowserTest {

  @Override
  boolean isExpected(String message) {
    return message.contains("net::ERR_INTERNET_DISCONNECTED")
        || message.contains("https://recordings.example/");
  }

  @Test
  void dashboardForm_unknownUser_showsProblemAtFieldWithFocus() {
    enter("fay");
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

  @Test
  void thumbnail_missing_isNotShown() {
    User user = person("taped");
    Instant start = Instant.parse("2026-11-25T20:15:00Z");
    String state = "IVS Stream State Change";
    heard(user, state, "st-taped", start, "\"event_name\": \"Stream Start\"");
    heard(user, state, "st-taped", start.plusSeconds(90), "\"event_name\": \"Stream End\"");
    recorded(user, "st-taped", start.plusSeconds(99), "ivs/v1/none");
    assertThat(visitor.get("/channel/taped").body()).contains("thumb0.jpg");

    open("/channel/taped");

    wait.until(driver -> driver.findElements(By.cssSelector(".past img")).isEmpty());
    assertThat(text(".past")).contains("Recorded");
  }
}
