package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBePresentInElementLocated;
import static org.openqa.selenium.support.ui.ExpectedConditions.titleIs;
import static org.openqa.selenium.support.ui.ExpectedConditions.urlMatches;

import io.streamcat.emulator.FaultRule;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Tests of the pages in a real browser. */
class BrowserIT extends BrowserTest {

  @Test
  void register_newUser_showsResourcesThenDashboard() {
    emulator.faults().add(FaultRule.latency("CreateStage", Duration.ofSeconds(5)));
    register("newcomer");

    wait.until(titleIs("Setting up · StreamCat"));
    wait.until(textToBePresentInElementLocated(By.cssSelector("[role=status]"), "2 of 3 ready"));
    assertThat(texts(".steps li.ready")).containsExactly("Channel\nready", "Chat room\nready");

    awaitDashboard();
    assertThat(text("h1")).isEqualTo("newcomer");
    openDetails();
    assertThat(text("main"))
        .contains("rtmp://127.0.0.1:", ".m3u8", "ws://127.0.0.1:", ":room/", ":stage/");
  }

  @Test
  void register_takenNameAndWeakPassword_showsMessagesAtFields() {
    person("taken");

    register("taken", "qwertyuiop");

    wait.until(titleIs("Problem: Register · StreamCat"));
    assertThat(text("#username-problem")).contains("taken");
    assertThat(text("#password-problem")).contains("too common");
    assertThat(field("username").getDomProperty("value")).isEqualTo("taken");
    assertThat(field("password").getDomProperty("value")).isEmpty();
    assertThat(field("username").getAccessibleName()).isEqualTo("Username");
    assertThat(field("username").getDomAttribute("aria-invalid")).isEqualTo("true");
  }

  @Test
  void login_afterLogout_leadsToDashboard() {
    enter("ann");
    logOut();

    open("/dashboard");
    wait.until(titleIs("Log in · StreamCat"));
    logIn("ann", "not her password");
    wait.until(textToBePresentInElementLocated(By.cssSelector("[role=alert]"), "Wrong username"));
    field("password").sendKeys(PASSWORD, Keys.ENTER);

    awaitDashboard();
  }

  @Test
  void streamKey_changed_differsWhenRevealed() {
    enter("bob");
    assertThat(browser.getPageSource()).doesNotContain("sk_us-east-1");

    String before = reveal();
    press("Change stream key");
    wait.until(
        textToBePresentInElementLocated(By.cssSelector("[role=status]"), "a new stream key"));
    String after = reveal();

    assertThat(before).startsWith("sk_us-east-1_");
    assertThat(after).startsWith("sk_us-east-1_").isNotEqualTo(before);
    press("Hide stream key");
    wait.until(urlMatches("/dashboard$"));
    assertThat(browser.getPageSource()).doesNotContain("sk_us-east-1");
  }

  @Test
  void changeStreamKey_whileLive_asksForConfirmation() {
    User liv = enter("liv");
    emulator.startStream(liv.channel().arn());

    press("Change stream key");
    wait.until(textToBePresentInElementLocated(By.tagName("h1"), "You are live"));
    press("End broadcast and change key");

    wait.until(
        textToBePresentInElementLocated(By.cssSelector("[role=status]"), "a new stream key"));
  }

  @Test
  void privacy_changedTwice_isPrivateThenPublic() {
    enter("priv");

    press("Make private");
    wait.until(textToBePresentInElementLocated(By.cssSelector("[role=status]"), "is private"));
    open("/channel/priv");
    assertThat(texts(".chip")).containsExactly("Private", "Offline");
    openDetails();
    assertThat(text("#playback")).contains(".m3u8?token=");

    open("/dashboard");
    press("Make public");
    wait.until(textToBePresentInElementLocated(By.cssSelector("[role=status]"), "is public"));
    open("/channel/priv");
    assertThat(texts(".chip")).containsExactly("Offline");
    openDetails();
    assertThat(text("#playback")).endsWith(".m3u8");
  }

  @Test
  void deleteAccount_correctPassword_removesEverything() {
    enter("eve");
    press("Account");
    wait.until(titleIs("Account · StreamCat"));
    press("Delete account");
    wait.until(titleIs("Delete account · StreamCat"));
    field("password").sendKeys("not hers", Keys.ENTER);
    wait.until(titleIs("Problem: Delete account · StreamCat"));
    assertThat(text("#password-problem")).contains("not your password");

    field("password").sendKeys(PASSWORD, Keys.ENTER);

    wait.until(textToBePresentInElementLocated(By.tagName("h1"), "Your account is deleted"));
    assertThat(emulator.resources()).noneMatch(resource -> resource.name().contains("eve"));
    open("/channel/eve");
    wait.until(textToBePresentInElementLocated(By.tagName("h1"), "Page not found"));
  }

  @Test
  void register_awsFails_showsMessageAndCanBeRepeated() {
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification"));
    register("unlucky");

    wait.until(textToBePresentInElementLocated(By.tagName("h1"), "Registration failed"));
    assertThat(text("main")).contains("the name is still available");
    assertThat(emulator.resources()).noneMatch(resource -> resource.name().contains("unlucky"));

    press("Try again");
    wait.until(titleIs("Register · StreamCat"));
    assertThat(field("username").getDomProperty("value")).isEqualTo("unlucky");
    field("password").sendKeys(PASSWORD, Keys.ENTER);
    awaitDashboard();
  }

  @Test
  void keyboard_only_registersRevealsAndLogsOut() {
    open("/");
    keys(Keys.TAB);
    assertThat(focused().getText()).isEqualTo("Skip to content");
    keys(Keys.ENTER);
    tabTo("Register");
    keys(Keys.ENTER);
    wait.until(titleIs("Register · StreamCat"));
    tabTo("Username");
    keys("keyboard", Keys.TAB, PASSWORD, Keys.ENTER);
    awaitDashboard();
    tabTo("Reveal stream key");
    assertThat(
            browser.executeScript("return getComputedStyle(document.activeElement).outlineStyle"))
        .isEqualTo("solid");
    keys(Keys.ENTER);
    wait.until(textToBePresentInElementLocated(By.id("stream-key"), "sk_us-east-1_"));
    tabTo("Log out");
    keys(Keys.SPACE);
    wait.until(titleIs("Log in · StreamCat"));
  }

  @Test
  void copyButton_clicked_confirmsCopy() {
    enter("copycat");
    WebElement copy = browser.findElement(By.cssSelector("[data-copy=ingest]"));
    assertThat(copy.getAccessibleName()).isEqualTo("Copy server");

    copy.click();

    wait.until(driver -> !copy.getText().startsWith("Copy\n") && !copy.getText().equals("Copy"));
  }

  @Test
  void everyPage_onPhone_fitsAndIsAccessible() {
    String name = "tidy-with-a-name-of-30-letters";
    goLive(enter(name));
    Chromium.resize(browser, 360, 740);
    for (String page :
        List.of("/", "/dashboard", "/account", "/account/delete", "/channel/" + name, "/logout")) {
      assertTidy(page);
    }
    browser.manage().deleteAllCookies();
    for (String page : List.of("/", "/register", "/login", "/channel/" + name, "/channel/nobody")) {
      assertTidy(page);
    }
  }

  private void assertTidy(String page) {
    open(page);
    assertThat(browser.findElements(By.tagName("h1"))).as(page).hasSize(1);
    assertThat(browser.findElements(By.cssSelector("header, nav[aria-label], main, footer")))
        .as(page)
        .hasSize(4);
    assertThat(browser.findElements(By.cssSelector("input:not([type=hidden]), button")))
        .as(page)
        .filteredOn(WebElement::isDisplayed)
        .allSatisfy(field -> assertThat(field.getAccessibleName()).isNotEmpty());
    assertThat(browser.executeScript("return document.documentElement.lang")).isEqualTo("en");
    assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
        .as(page + " fits the phone")
        .isEqualTo(360L);
  }

  private void openDetails() {
    browser.executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
  }

  private void logOut() {
    press("Log out");
    wait.until(titleIs("Log in · StreamCat"));
  }

  private String reveal() {
    press("Reveal stream key");
    wait.until(textToBePresentInElementLocated(By.id("stream-key"), "sk_"));
    return text("#stream-key");
  }

  private void keys(CharSequence... keys) {
    new Actions(browser).sendKeys(keys).perform();
  }

  /** Presses the tab key until the element with the given name has the focus. */
  private void tabTo(String name) {
    for (int i = 0; i < 30; i++) {
      keys(Keys.TAB);
      if (focused().getAccessibleName().equals(name)) {
        return;
      }
    }
    throw new AssertionError(name + " is not reachable with the tab key");
  }

  private WebElement focused() {
    return browser.switchTo().activeElement();
  }
}
