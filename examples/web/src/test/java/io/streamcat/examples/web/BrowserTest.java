package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.openqa.selenium.support.ui.ExpectedConditions.titleIs;

import io.streamcat.user.User;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.FluentWait;
import org.springframework.test.context.TestPropertySource;

/** Opens the pages in a real browser; the timeouts allow a slow registration to be seen. */
@TestPropertySource(properties = {"streamcat.operation-timeout=30s", "streamcat.call-timeout=10s"})
abstract class BrowserTest extends SiteTest {

  ChromeDriver browser;
  FluentWait<WebDriver> wait;

  @BeforeEach
  void openBrowser() {
    browser = Chromium.open("visitor");
    wait = Chromium.patience(browser);
  }

  @AfterEach
  void nothingWasBlockedAndNoScriptFailed() {
    Chromium.assertNoProblem(browser, this::isExpected);
  }

  /** Returns whether a message of the browser's log belongs to the test. */
  boolean isExpected(String message) {
    return false;
  }

  void open(String path) {
    browser.get("http://localhost:" + port + path);
  }

  void register(String username) {
    register(username, PASSWORD);
  }

  void register(String username, String password) {
    open("/register");
    field("username").clear();
    field("username").sendKeys(username);
    field("password").sendKeys(password, Keys.ENTER);
  }

  /** Fills in the login form. */
  void logIn(String username, String password) {
    field("username").clear();
    field("username").sendKeys(username);
    field("password").sendKeys(password, Keys.ENTER);
  }

  /** Creates a registered user, and opens the dashboard as that user. */
  User enter(String username) {
    User user = person(username);
    signIn(username);
    open("/dashboard");
    return user;
  }

  /** Logs in as a registered user. */
  void signIn(String username) {
    Chromium.signIn(browser, "http://localhost:" + port + "/", signedIn(username));
  }

  void awaitDashboard() {
    wait.until(titleIs("Dashboard · StreamCat"));
  }

  /** Presses a button or follows a link by its text, without the part for screen readers. */
  void press(String name) {
    await(By.xpath("//button[.='" + name + "'] | //a[.='" + name + "']")).click();
  }

  WebElement field(String id) {
    return await(By.id(id));
  }

  String text(String selector) {
    // The script of the page may replace an element before its text is read.
    return wait.until(driver -> driver.findElement(By.cssSelector(selector)).getText());
  }

  List<String> texts(String selector) {
    return wait.until(
        driver ->
            driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList());
  }

  private WebElement await(By where) {
    return wait.until(driver -> driver.findElement(where));
  }
}
