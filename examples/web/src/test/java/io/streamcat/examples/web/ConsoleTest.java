package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBePresentInElementLocated;

import io.streamcat.emulator.IvsEmulator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.FluentWait;

/** The base of tests of the emulator's console in a real browser. */
abstract class ConsoleTest {

  private static final Pattern ARN = Pattern.compile("\"arn\":\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  ChromeDriver browser;
  FluentWait<WebDriver> wait;
  IvsEmulator emulator;

  @BeforeEach
  void startEmulator() {
    browser = Chromium.open("visitor");
    wait = Chromium.patience(browser);
    emulator = IvsEmulator.builder().seed(1).start();
  }

  @AfterEach
  void stopEmulator() {
    browser.get("about:blank");
    emulator.close();
  }

  /** Calls an operation as an application would, and returns the ARN in the answer, if any. */
  String call(String operation, String input) {
    HttpRequest request =
        HttpRequest.newBuilder(emulator.endpoint().resolve("/" + operation))
            .POST(HttpRequest.BodyPublishers.ofString(input))
            .build();
    try {
      String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      Matcher arn = ARN.matcher(answer);
      return arn.find() ? arn.group(1) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  void open(String view) {
    browser.get("about:blank");
    browser.get(emulator.endpoint() + "/_streamcat/#/" + view);
    awaitText("#status", "Connected");
  }

  /** Opens the view of a resource. */
  void openResource(String arn) {
    open("resource/" + arn.replace("/", "%2F"));
    awaitText("main .arn", arn);
  }

  void press(String name) {
    button(name).click();
  }

  WebElement button(String name) {
    return wait.until(
        driver ->
            driver.findElements(By.tagName("button")).stream()
                .filter(WebElement::isDisplayed)
                .filter(button -> button.getAccessibleName().equals(name))
                .findFirst()
                .orElse(null));
  }

  void awaitText(String selector, String text) {
    wait.until(textToBePresentInElementLocated(By.cssSelector(selector), text));
  }

  WebElement element(String selector) {
    return wait.until(driver -> driver.findElement(By.cssSelector(selector)));
  }

  String text(String selector) {
    // A change in the emulator may replace an element before its text is read.
    return wait.until(driver -> driver.findElement(By.cssSelector(selector)).getText());
  }

  void assertSource(String part, boolean present) {
    assertThat(browser.getPageSource().contains(part)).as(part).isEqualTo(present);
  }
}
