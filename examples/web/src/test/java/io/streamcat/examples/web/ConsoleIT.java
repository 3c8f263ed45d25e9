package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.titleIs;

import io.streamcat.emulator.Fault;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

class ConsoleIT extends ConsoleTest {

  private static final String MARKUP = "<img src=x onerror=alert(1)>";

  @AfterEach
  void nothingWasBlockedAndNoScriptFailed() {
    // The end of the stream is the end of the emulator.
    Chromium.assertNoProblem(
        browser, message -> message.contains("/_streamcat/changes - Failed to load resource"));
  }

  @Test
  void channels_goLiveAndEnd_updateWithoutReload() {
    open("channels");
    awaitText("main", "No channels yet");
    browser.executeScript("window.sameAsBefore = true");

    call("CreateChannel", "{\"name\": \"todd\"}");
    awaitText("main table", "todd");
    awaitText("nav a[aria-current]", "Channels\n1");
    press("Go live on todd");
    awaitText("main .chip", "Live");
    awaitText("#notice", "todd is live");
    press("End stream of todd");
    awaitText("main .chip", "Offline");

    assertThat(browser.executeScript("return window.sameAsBefore")).isEqualTo(true);
  }

  @Test
  void channel_viewersAndSecrets_areSetAndRevealed() {
    String channel = call("CreateChannel", "{\"name\": \"todd\"}");
    emulator.startStream(channel);
    openResource(channel);
    element("[name=viewers]").clear();
    element("[name=viewers]").sendKeys("1200", Keys.ENTER);
    awaitText("main dl", "1200");
    assertThat(browser.findElements(By.tagName("video"))).isEmpty();

    element(".related a[href*='stream-key']").click();
    wait.until(
        driver ->
            driver.getTitle().equals("stream-key " + text("main h1") + " · StreamCat emulator"));
    assertSource("sk_us-east-1", false);
    press("Reveal value");
    awaitText("main dl", "sk_us-east-1_");
    press("Hide secrets");
    wait.until(driver -> !driver.getPageSource().contains("sk_us-east-1"));
  }

  @Test
  void room_messageSent_appearsAsText() {
    String room = call("CreateRoom", "{\"name\": \"chat\"}");
    openResource(room);
    awaitText("[role=log]", "appear here as they pass");

    element("[name=content]").sendKeys(MARKUP, Keys.ENTER);
    awaitText("[role=log]", "console " + MARKUP);
    assertThat(element("[name=content]").getDomProperty("value")).isEmpty();
    call("SendEvent", "{\"roomIdentifier\": \"%s\", \"eventName\": \"raid\"}".formatted(room));
    awaitText("[role=log]", "raid");
    assertThat(browser.findElements(By.cssSelector("main img"))).isEmpty();
  }

  @Test
  void stage_participants_joinPublishAndLeave() {
    String stage = call("CreateStage", "{\"name\": \"show\"}");
    openResource(stage);
    awaitText("main", "No participant has joined");

    element("[name=userId]").clear();
    element("[name=userId]").sendKeys("rita", Keys.ENTER);
    awaitText("main table", "Connected");
    press("Publish rita");
    awaitText("main table", "Publishing");
    awaitText("main .events", "Participant Published");
    press("Unpublish rita");
    awaitText("main table", "Connected");
    press("Leave rita");
    awaitText("main table", "Left");
  }

  @Test
  void faults_injectedAndRemoved_areThoseOfEmulator() {
    open("faults");
    awaitText("main", "No faults");
    new Select(element("[name=fault]")).selectByValue("LATENCY");
    wait.until(driver -> !driver.findElements(By.name("jitterMillis")).isEmpty());
    element("[name=operation]").clear();
    element("[name=operation]").sendKeys("CreateRoom");
    press("Inject");

    awaitText("main table", "CreateRoom");
    assertThat(emulator.faults().rules())
        .containsExactly(FaultRule.latency("CreateRoom", Duration.ofSeconds(1)));
    emulator.faults().add(FaultRule.throttle("GetStage"));
    press("Remove LATENCY for CreateRoom");
    wait.until(driver -> emulator.faults().rules().size() == 1);
    assertThat(emulator.faults().rules()).extracting(FaultRule::fault).containsExactly(Fault.ERROR);
    press("Remove all");
    awaitText("main", "No faults");
    assertThat(emulator.faults().rules()).isEmpty();
  }

  @Test
  void faults_invalidRule_showsProblem() {
    open("faults");
    awaitText("main", "No faults");
    element("[name=operation]").clear();
    element("[name=operation]").sendKeys("Nope", Keys.ENTER);

    awaitText("#notice.bad", "operation is not an operation");
  }

  @Test
  void requests_asTheyCome_areFilteredAndOpened() {
    open("requests");
    awaitText("main", "No requests yet");
    call("CreateChannel", "{\"name\": \"" + MARKUP.replace("\"", "") + "\"}");
    call("GetChannel", "{\"arn\": \"arn:aws:ivs:us-east-1:123456789012:channel/none\"}");

    awaitText("main .rows", "GetChannel");
    assertThat(text("main .rows li")).contains("404", "ResourceNotFoundException");
    element("main .filter").sendKeys("createchannel");
    wait.until(driver -> driver.findElements(By.cssSelector("main .rows li")).size() == 1);
    element("main .rows summary").sendKeys(Keys.ENTER);
    awaitText("main .rows pre", MARKUP);
    assertThat(browser.findElements(By.cssSelector("main img"))).isEmpty();
  }

  @Test
  void search_fromKeyboard_findsAcrossTypes() {
    call("CreateChannel", "{\"name\": \"morning\"}");
    call("CreateRoom", "{\"name\": \"morning\"}");
    open("");
    keys("/");
    keys("morning", Keys.ENTER);

    awaitText("main h1", "Search: morning");
    awaitText("main table", "room");
    awaitText("main table", "channel");
    wait.until(driver -> driver.switchTo().activeElement().getTagName().equals("h1"));
  }

  @Test
  void reset_confirmedWithKeyboard_removesEverything() {
    call("CreateChannel", "{\"name\": \"todd\"}");
    open("channels");
    awaitText("main table", "todd");
    button("Reset…").sendKeys(Keys.ENTER);
    assertThat(element("dialog").isDisplayed()).isTrue();
    keys(Keys.ESCAPE);
    wait.until(driver -> !element("dialog").isDisplayed());
    assertThat(emulator.resources()).isNotEmpty();

    press("Reset…");
    press("Remove everything");

    awaitText("#notice", "Everything has been removed");
    awaitText("main .tiles", "Channels\n0");
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void emulator_goneAndBack_isShownAndReconnected() {
    int port = emulator.port();
    open("channels");
    emulator.close();
    awaitText("#status", "Reconnecting");

    emulator = IvsEmulator.builder().port(port).start();
    call("CreateChannel", "{\"name\": \"afterwards\"}");

    awaitText("#status", "Connected");
    awaitText("main", "afterwards");
  }

  @Test
  void everyView_onPhone_fitsAndHasNames() {
    String channel = call("CreateChannel", "{\"name\": \"todd\"}");
    emulator.startStream(channel);
    Chromium.resize(browser, 360, 740);
    for (String view :
        List.of(
            "",
            "channels",
            "rooms",
            "stages",
            "compositions",
            "recordings",
            "configurations",
            "requests",
            "events",
            "faults",
            "search/todd",
            "resource/" + channel.replace("/", "%2F"),
            "nothing")) {
      assertTidy(view);
    }
  }

  @Test
  void channel_onPhone_goesLiveAndIsWatched() {
    String channel = call("CreateChannel", "{\"name\": \"todd\"}");
    Chromium.resize(browser, 360, 740);
    openResource(channel);

    press("Go live");
    awaitText("main .chip", "Live");
    browser.findElement(By.linkText("Watch the stream")).click();

    wait.until(titleIs("Watch a local stream"));
    awaitText("#state", "playing");
    assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
        .as("the player fits the phone")
        .isEqualTo(360L);
    wait.until(driver -> seconds() > 0.5);
  }

  private double seconds() {
    Object seconds = browser.executeScript("return document.querySelector('video').currentTime");
    return ((Number) seconds).doubleValue();
  }

  private void assertTidy(String view) {
    open(view);
    wait.until(driver -> driver.getTitle().endsWith(" · StreamCat emulator"));
    assertThat(browser.findElements(By.tagName("h1"))).as(view).hasSize(1);
    assertThat(browser.findElements(By.cssSelector("input, select, button, a, video")))
        .as(view)
        .filteredOn(WebElement::isDisplayed)
        .allSatisfy(part -> assertThat(part.getAccessibleName()).isNotEmpty());
    assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
        .as(view + " fits the phone")
        .isEqualTo(360L);
  }

  private void keys(CharSequence... keys) {
    new Actions(browser).sendKeys(keys).perform();
  }
}
