package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBePresentInElementLocated;
import static org.openqa.selenium.support.ui.ExpectedConditions.titleIs;

import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.emulator.FaultRule;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** A walk through every page of the site in every state. */
abstract class SiteWalk extends BrowserTest {

  /**
   * Visits a page in a state.
   *
   * @param name the name of page and state
   * @param important whether the page stands for many others
   */
  abstract void visit(String name, boolean important) throws IOException;

  @Override
  boolean isExpected(String message) {
    // The error page of Tomcat has styles of its own, which the policy blocks.
    return message.contains("/channel/%zz");
  }

  private void visit(String name) throws IOException {
    visit(name, false);
  }

  void walk() throws IOException {
    open("/");
    visit("home-nobody-live");
    User alice = person("alice");
    goLive(alice);
    open("/");
    wait.until(driver -> !driver.findElements(By.linkText("alice")).isEmpty());
    visit("home", true);
    registration();
    User todd = users.findByUsername("todd").orElseThrow();
    dashboard(todd);
    stage(alice, todd);
    account();
    administration();
    strangers();
  }

  private void registration() throws IOException {
    open("/register");
    visit("register");
    register("to", "qwertyuiop");
    wait.until(titleIs("Problem: Register · StreamCat"));
    visit("register-problems", true);

    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification"));
    register("todd");
    awaitHeading("Registration failed");
    visit("register-failed", true);

    emulator.faults().add(FaultRule.latency("CreateStage", Duration.ofMillis(950)));
    emulator.faults().add(FaultRule.throttle("CreateStage"));
    register("todd");
    wait.until(textToBePresentInElementLocated(By.cssSelector("[role=status]"), "2 of 3 ready"));
    stopTheClock();
    visit("progress", true);
    emulator.faults().clear();
    open("/register/progress");
    awaitDashboard();
  }

  private void dashboard(User todd) throws IOException {
    visit("dashboard");
    open("/channel/todd");
    visit("channel-offline");
    goLive(todd);
    open("/channel/todd");
    talk();
    awaitPicture();
    visit("channel", true);
    open("/dashboard");
    awaitPicture();
    visit("dashboard-live", true);
    press("Change stream key");
    wait.until(titleIs("Change stream key · StreamCat"));
    visit("change-key");
    open("/dashboard");
    press("End broadcast");
    wait.until(titleIs("End broadcast · StreamCat"));
    visit("end");
    open("/dashboard");
    press("Reveal stream key");
    wait.until(textToBePresentInElementLocated(By.id("stream-key"), "sk_"));
    visit("stream-key");
    field("guest").sendKeys("no-such-user", Keys.ENTER);
    wait.until(titleIs("Problem: Dashboard · StreamCat"));
    visit("dashboard-problem");
    // Without a stage, as the resume policy leaves a user whose stage could not be created.
    ChosenView.see(
        user ->
            user.without(ResourceKind.STAGE, Instant.now())
                .with(UserState.PROVISIONING, Instant.now()));
    open("/dashboard");
    wait.until(textToBePresentInElementLocated(By.id("missing"), "being set up"));
    visit("dashboard-missing");
    ChosenView.reset();
    ChosenView.asOnAws(true);
    open("/dashboard");
    visit("dashboard-aws");
    ChosenView.reset();
    errors();
  }

  private void errors() throws IOException {
    open("/dashboard/privacy");
    visit("not-a-page");
    for (int status : List.of(413, 415, 503)) {
      ChosenView.fail(status);
      open("/");
      visit("error-" + status);
      ChosenView.reset();
    }
  }

  private void awaitHeading(String text) {
    wait.until(textToBePresentInElementLocated(By.tagName("h1"), text));
  }

  private void awaitPicture() {
    wait.until(
        driver ->
            browser.executeScript(
                "const video = document.querySelector('video');"
                    + " return Boolean(video?.videoWidth && video.currentTime > 0.1)"));
  }

  private void talk() {
    for (String text : List.of("Welcome!", "Ask me anything.", "What the heck was that?")) {
      wait.until(
          textToBePresentInElementLocated(By.cssSelector(".chat [role=status]"), "Connected"));
      field("say").sendKeys(text, Keys.ENTER);
      wait.until(
          textToBePresentInElementLocated(By.cssSelector("[role=log]"), text.substring(0, 8)));
    }
  }

  private void stage(User alice, User todd) throws IOException {
    open("/channel/todd/stage");
    visit("stage-empty");
    press("Join the stage");
    wait.until(driver -> !driver.findElements(By.cssSelector(".people")).isEmpty());
    press("Speak");
    wait.until(textToBePresentInElementLocated(By.cssSelector(".people"), "Speaks"));
    User rita = person("rita");
    submit(signedIn("alice"), "/dashboard/guests", Map.of("username", "todd"));
    inviteInBrowser("rita");
    emulator.participants().join(todd.stage().arn(), alice.id().value());
    EmulatedParticipant speaker =
        emulator.participants().join(todd.stage().arn(), rita.id().value());
    emulator.participants().publish(speaker);
    awaitEvents();
    wait.until(textToBePresentInElementLocated(By.cssSelector(".people"), "rita"));
    visit("stage", true);
    ChosenView.asOnAws(true);
    open("/channel/todd/stage");
    visit("stage-aws");
    ChosenView.reset();
    open("/channel/alice/stage");
    visit("stage-guest");
    open("/channel/alice");
    awaitPicture();
    visit("channel-guest");
    open("/dashboard");
    visit("dashboard-guest");
    submit(signedIn("alice"), "/dashboard/bans", Map.of("username", "todd"));
    open("/channel/alice/stage");
    visit("stage-banned");
  }

  private void inviteInBrowser(String guest) {
    open("/dashboard");
    field("guest").sendKeys(guest, Keys.ENTER);
    wait.until(textToBePresentInElementLocated(By.cssSelector("[role=status]"), "now your guest"));
    open("/channel/todd/stage");
  }

  private void account() throws IOException {
    open("/account");
    visit("account");
    field("current").sendKeys("wrong");
    field("password").sendKeys("qwertyuiop", Keys.ENTER);
    wait.until(titleIs("Problem: Account · StreamCat"));
    visit("account-problem");
    open("/logout");
    visit("logout");
    open("/account/delete");
    visit("delete");
    emulator.faults().add(FaultRule.error("DeleteStage", "InternalServerException").times(0));
    field("password").sendKeys(PASSWORD, Keys.ENTER);
    awaitHeading("Deleting your account");
    stopTheClock();
    visit("deleting");
    emulator.faults().clear();
    open("/account/deleted");
    awaitHeading("Your account is deleted");
    visit("deleted");

    emulator.faults().add(FaultRule.error("DeleteStage", "AccessDeniedException").times(0));
    signIn("rita");
    open("/account/delete");
    field("password").sendKeys(PASSWORD, Keys.ENTER);
    awaitHeading("Your account is closed");
    visit("closed");
    emulator.faults().clear();
  }

  private void administration() throws IOException {
    person(ADMINISTRATOR);
    person("rude");
    open("/login");
    visit("login");
    signIn(ADMINISTRATOR);
    open("/administration");
    visit("administration");
    suspend("rude", "");
    wait.until(titleIs("Problem: Administration · StreamCat"));
    visit("administration-problem");
    field("suspended").clear();
    suspend("rude", "Your stream showed a film.");
    wait.until(titleIs("Administration · StreamCat"));
  }

  private void suspend(String name, String reason) {
    field("suspended").sendKeys(name);
    // The browser itself would reject a missing reason.
    browser.executeScript("document.getElementById('reason').required = false");
    field("reason").clear();
    field("reason").sendKeys(reason);
    press("Suspend");
  }

  private void strangers() throws IOException {
    browser.manage().deleteAllCookies();
    open("/login");
    logIn("rude", "wrong");
    wait.until(titleIs("Problem: Log in · StreamCat"));
    visit("login-problem");
    logIn("rude", PASSWORD);
    wait.until(textToBePresentInElementLocated(By.cssSelector("[role=alert]"), "suspended"));
    visit("login-suspended");
    person("closed");
    submit(signedIn("closed"), "/dashboard/privacy", Map.of());
    open("/channel/closed");
    visit("channel-private");
    open("/channel/todd");
    visit("not-found");
    open("/channel/%zz");
    visit("not-readable");
  }

  /** Stops the updates of a page. */
  private void stopTheClock() {
    browser.executeScript(
        "leaving = true; for (let id = setTimeout(() => {}); id > 0; id--) clearTimeout(id)");
  }
}
