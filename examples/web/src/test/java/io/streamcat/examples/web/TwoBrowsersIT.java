package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBePresentInElementLocated;

import io.streamcat.emulator.FaultRule;
import io.streamcat.operations.BanList;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.User;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Tests with two browsers, each with a user of its own. */
@TestPropertySource(properties = {"streamcat.operation-timeout=30s", "streamcat.call-timeout=10s"})
@Guarantee("EXAMPLE-04")
class TwoBrowsersIT extends SiteTest {

  private static final By STATUS = By.cssSelector("[data-chat-part=status]");
  private static final By PROBLEM = By.cssSelector("[data-chat-part=problem]");
  private static final By UNSENT = By.cssSelector("[data-chat-part=unsent] li");
  private static final By AGAIN = By.cssSelector("[data-chat-part=again]");
  private static final By LOG = By.cssSelector("[role=log]");

  private ChromeDriver anna;
  private ChromeDriver boris;

  @Autowired private BanList bans;

  @BeforeEach
  void openBrowsers() {
    anna = Chromium.open("visitor");
    boris = Chromium.open("other visitor");
  }

  @AfterEach
  void nothingWasBlockedAndNoScriptFailed() {
    for (ChromeDriver browser : List.of(anna, boris)) {
      Chromium.assertNoProblem(browser, message -> false);
    }
  }

  @Test
  void chat_twoUsers_talkAndOwnerModerates() {
    User host = person("anna");
    User other = person("boris");
    // The client reconnects automatically after a failed attempt.
    emulator.faults().add(FaultRule.error("CreateChatToken", "AccessDeniedException"));
    open(boris, "/channel/anna");
    awaitText(boris, STATUS, "Connected");
    assertThat(find(boris, By.id("say")).isDisplayed()).isFalse();
    logIn(boris, "boris");
    logIn(anna, "anna");
    for (ChromeDriver browser : List.of(anna, boris)) {
      open(browser, "/channel/anna");
      awaitText(browser, STATUS, "Connected");
    }

    say(anna, "welcome");
    awaitText(boris, LOG, "anna owner welcome");
    assertThat(boris.findElements(By.cssSelector("[role=log] details"))).isEmpty();
    say(boris, "what the Heck is <b>this</b>?");
    awaitText(anna, LOG, "boris what the **** is <b>this</b>?");
    awaitText(boris, LOG, "boris what the **** is <b>this</b>?");

    say(boris, "see https://example.com/");
    awaitText(boris, PROBLEM, "Your message was not sent: ");
    assertThat(find(boris, By.id("say")).getDomProperty("value"))
        .isEqualTo("see https://example.com/");
    assertThat(find(anna, LOG).getText()).doesNotContain("example.com");

    moderate(anna, "Delete the message of boris");
    for (ChromeDriver browser : List.of(anna, boris)) {
      Chromium.patience(browser)
          .until(driver -> !driver.findElement(LOG).getText().contains("boris"));
      assertThat(find(browser, LOG).getText()).contains("welcome");
    }

    find(boris, By.id("say")).clear();
    say(boris, "again");
    awaitText(anna, LOG, "boris again");
    moderate(anna, "Disconnect boris");
    awaitText(boris, STATUS, "You were disconnected");
    assertThat(find(boris, By.id("say")).isDisplayed()).isFalse();
    connectAgain(boris);
    awaitText(boris, STATUS, "Connected");

    moderate(anna, "Ban boris");
    awaitText(boris, STATUS, "You were disconnected");
    connectAgain(boris);
    awaitText(boris, STATUS, "You are banned");
    assertThat(find(boris, By.id("say")).isDisplayed()).isFalse();
    assertThat(find(boris, AGAIN).isDisplayed()).isFalse();
    assertThat(bans.find(host.id(), other.id().value(), Instant.now())).isPresent();
  }

  @Test
  void chat_severalRejectedMessages_areAllKept() {
    person("dora");
    logIn(anna, "dora");
    open(anna, "/channel/dora");
    awaitText(anna, STATUS, "Connected");
    long before = pageHeight(anna);

    anna.executeScript(
        "const say = document.getElementById('say'); for (const text of arguments) {"
            + " say.value = text; say.form.requestSubmit(); }",
        "https://one.example/",
        "https://two.example/",
        "fine");

    awaitText(anna, LOG, "dora owner fine");
    Chromium.patience(anna).until(driver -> driver.findElements(UNSENT).size() == 1);
    assertThat(find(anna, UNSENT).getText()).contains("https://two.example/");
    assertThat(find(anna, By.id("say")).getDomProperty("value")).isEqualTo("https://one.example/");
    for (int i = 0; i < 30; i++) {
      anna.executeScript(
          "const line = document.querySelector('[role=log] p');"
              + " line.after(line.cloneNode(true))");
    }
    assertThat(pageHeight(anna)).as("the log scrolls, not the page").isLessThan(before + 150);
    find(anna, LOG).sendKeys(Keys.TAB);
    assertThat(anna.switchTo().activeElement().getAccessibleName())
        .as("one step from the log to the next control")
        .startsWith("Edit");
  }

  private static long pageHeight(ChromeDriver browser) {
    return (Long) browser.executeScript("return document.documentElement.scrollHeight");
  }

  @Test
  void liveChannel_openPages_appearsAndDisappears() {
    User user = person("cleo");
    ChosenPicture.choose("");
    open(anna, "/");
    open(boris, "/channel/cleo");
    anna.executeScript("window.sameAsBefore = true");
    boris.executeScript("window.sameAsBefore = true");
    awaitText(boris, By.cssSelector(".chip"), "Offline");

    goLive(user);

    Chromium.patience(anna).until(driver -> !driver.findElements(By.linkText("cleo")).isEmpty());
    awaitText(boris, By.cssSelector(".chip"), "Live");
    awaitText(boris, By.cssSelector(".screen"), "the emulator only simulates the broadcast");
    emulator.stopStream(user.channel().arn());
    Chromium.patience(anna).until(driver -> driver.findElements(By.linkText("cleo")).isEmpty());
    awaitText(boris, By.cssSelector(".chip"), "Offline");
    awaitText(boris, By.cssSelector("[data-part=past]"), "less than a minute");
    assertThat(anna.executeScript("return window.sameAsBefore")).isEqualTo(true);
    assertThat(boris.executeScript("return window.sameAsBefore")).isEqualTo(true);
  }

  @Test
  void goLive_newStreamer_isSeenInSecondBrowser() {
    person("pia");
    logIn(anna, "pia");
    open(anna, "/dashboard");
    open(boris, "/channel/pia");
    awaitText(boris, By.cssSelector(".screen"), "pia is not live now");

    find(anna, By.xpath("//button[.='Go live']")).click();

    awaitText(anna, By.cssSelector(".chip"), "Live");
    for (ChromeDriver browser : List.of(anna, boris)) {
      Chromium.patience(browser)
          .until(
              driver ->
                  browser.executeScript(
                      "const video = document.querySelector('video');"
                          + " return Boolean(video?.videoWidth && video.currentTime > 0.5)"));
    }
    emulator.stopStream(users.findByUsername("pia").orElseThrow().channel().arn());
    awaitText(boris, By.cssSelector(".chip"), "Offline");
  }

  private void open(ChromeDriver browser, String path) {
    browser.get("http://localhost:" + port + path);
  }

  private static WebElement find(ChromeDriver browser, By where) {
    return Chromium.patience(browser).until(driver -> driver.findElement(where));
  }

  private void logIn(ChromeDriver browser, String username) {
    Chromium.signIn(browser, "http://localhost:" + port + "/", signedIn(username));
  }

  private static void say(ChromeDriver browser, String text) {
    find(browser, By.id("say")).sendKeys(text, Keys.ENTER);
  }

  /** Opens the moderation menu of the latest message with the keyboard and chooses an entry. */
  private static void moderate(ChromeDriver browser, String power) {
    List<WebElement> menus = browser.findElements(By.cssSelector("[role=log] summary"));
    WebElement menu = menus.get(menus.size() - 1);
    if (menu.findElement(By.xpath("..")).getDomAttribute("open") == null) {
      menu.sendKeys(Keys.ENTER);
    }
    WebElement button =
        menu.findElements(By.xpath("following-sibling::button")).stream()
            .filter(found -> found.getAccessibleName().equals(power))
            .findFirst()
            .orElseThrow();
    button.sendKeys(Keys.ENTER);
  }

  private static void connectAgain(ChromeDriver browser) {
    find(browser, AGAIN).click();
  }

  private static void awaitText(ChromeDriver browser, By where, String text) {
    Chromium.patience(browser).until(textToBePresentInElementLocated(where, text));
  }
}
