package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBePresentInElementLocated;
import static org.openqa.selenium.support.ui.ExpectedConditions.titleIs;

import io.streamcat.emulator.FaultRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.test.context.TestPropertySource;

/**
 * Creates the pictures of the documentation: {@code mvn -Pscreenshots -pl examples/web -am verify}.
 */
@TestPropertySource(
    properties = {
      "streamcat.emulator.seed=1",
      "streamcat.operation-timeout=30s",
      "streamcat.call-timeout=10s"
    })
class Screenshots extends SiteTest {

  private static final int DESKTOP = 1000;
  private static final int PHONE = 390;

  private final Path images = Path.of(System.getProperty("web.screenshots"));

  private ChromeDriver browser;
  private WebDriverWait wait;

  @Test
  void screenshots_allPages_areTaken(@TempDir Path profile) throws IOException {
    Files.createDirectories(images);
    browser = Chromium.start(profile);
    try {
      wait = new WebDriverWait(browser, Duration.ofSeconds(30));
      walk();
    } finally {
      browser.quit();
    }
    assertThat(images).isDirectoryContaining("glob:**/dashboard-dark.png");
  }

  private void walk() throws IOException {
    goLive(person("alice"));
    open("/");
    takeAll("home");
    open("/register");
    take("register");
    field("username").sendKeys("to");
    field("password").sendKeys("qwertyuiop", Keys.ENTER);
    wait.until(titleIs("Problem: Register · StreamCat"));
    takeAll("register-problems");

    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification"));
    register("todd");
    wait.until(textToBePresentInElementLocated(By.tagName("h1"), "Registration failed"));
    take("register-failed");

    emulator.faults().add(FaultRule.latency("CreateStage", Duration.ofMillis(950)));
    emulator.faults().add(FaultRule.throttle("CreateStage"));
    register("todd");
    wait.until(textToBePresentInElementLocated(By.cssSelector("[role=status]"), "2 of 3 ready"));
    stopTheClock();
    takeAll("progress");
    emulator.faults().clear();
    open("/register/progress");
    wait.until(titleIs("Dashboard · StreamCat"));
    takeAll("dashboard");

    goLive(users.findByUsername("todd").orElseThrow());
    open("/channel/todd");
    talk();
    takeAll("channel");
    open("/dashboard");
    takeAll("dashboard-live");
    browser.findElement(By.xpath("//button[.='Change stream key']")).click();
    wait.until(titleIs("Change stream key · StreamCat"));
    take("change-key");
    open("/account");
    take("account");
    open("/account/delete");
    take("delete");
    field("password").sendKeys(PASSWORD, Keys.ENTER);
    wait.until(textToBePresentInElementLocated(By.tagName("h1"), "Your account is deleted"));
    take("deleted");
    open("/login");
    take("login");
    open("/channel/todd");
    take("not-found");
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

  /** Stops the updates of a page. */
  private void stopTheClock() {
    browser.executeScript("for (let id = setTimeout(() => {}); id > 0; id--) clearTimeout(id)");
  }

  private void open(String path) {
    browser.get("http://localhost:" + port + path);
  }

  private WebElement field(String id) {
    return browser.findElement(By.id(id));
  }

  private void register(String username) {
    open("/register");
    field("username").clear();
    field("username").sendKeys(username);
    field("password").sendKeys(PASSWORD, Keys.ENTER);
  }

  private void take(String name) throws IOException {
    Chromium.prefer(browser, "light");
    take(name + "-light", DESKTOP, 640);
  }

  /** Takes pictures for desktop and phone, light and dark. */
  private void takeAll(String name) throws IOException {
    take(name);
    take(name + "-phone", PHONE, 700);
    Chromium.prefer(browser, "dark");
    take(name + "-dark", DESKTOP, 640);
  }

  private void take(String name, int width, int height) throws IOException {
    Chromium.resize(browser, width, height);
    Picture.save(Chromium.picture(browser, width), images.resolve(name + ".png"));
  }
}
