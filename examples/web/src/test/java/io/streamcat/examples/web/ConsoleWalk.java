package io.streamcat.examples.web;

import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.emulator.FaultRule;
import java.io.IOException;
import java.time.Duration;

/** A walk through every view of the emulator's console. */
abstract class ConsoleWalk extends ConsoleTest {

  /**
   * Visits a view, which shows a text.
   *
   * @param name the name of the view
   * @param important whether the view stands for many others
   */
  abstract void visit(String name, boolean important) throws IOException;

  /** Changes the view as a link does; a page loads once, because each load takes seconds. */
  @Override
  void open(String view) {
    String before = browser.getTitle();
    if (!before.endsWith(" · StreamCat emulator")) {
      super.open(view);
      return;
    }
    browser.executeScript("location.hash = '#/' + arguments[0]", view);
    wait.until(driver -> !before.equals(driver.getTitle()));
  }

  private void visit(String name, String text, boolean important) throws IOException {
    awaitText("main", text);
    wait.until(driver -> !element("#notice").isDisplayed());
    visit(name, important);
  }

  void walk() throws IOException {
    String[] empty = {"", "channels", "rooms", "stages", "compositions", "recordings"};
    for (String view : empty) {
      open(view);
      visit("console-empty-" + view, false);
    }
    String recording =
        call(
            "CreateRecordingConfiguration",
            "{\"destinationConfiguration\": {\"s3\": {\"bucketName\": \"archive\"}}}");
    call("CreateChannel", "{\"name\": \"rita\", \"latencyMode\": \"NORMAL\"}");
    call("CreateChannel", "{\"name\": \"boris\", \"authorized\": true}");
    String channel =
        call(
            "CreateChannel",
            "{\"name\": \"todd\", \"recordingConfigurationArn\": \"%s\"}".formatted(recording));
    String room = call("CreateRoom", "{\"name\": \"todd\"}");
    String stage = call("CreateStage", "{\"name\": \"todd\"}");
    emulator.startStream(channel);
    emulator.viewers(channel, 1_204);
    EmulatedParticipant host = emulator.participants().join(stage, "todd");
    emulator.participants().publish(host);
    emulator.participants().publish(emulator.participants().join(stage, "rita"));
    emulator.participants().join(stage, "boris");
    emulator.faults().add(FaultRule.throttle("CreateRoom").times(2));
    emulator.faults().add(FaultRule.latency("*", Duration.ofMillis(40), Duration.ofMillis(60)));
    call("CreateRoom", "{\"name\": \"anna\"}");
    call("GetChannel", "{\"arn\": \"%s\"}".formatted(channel));
    call("GetStream", "{\"channelArn\": \"%s\"}".formatted(channel));
    openResource(room);
    element("[name=userId]").clear();
    element("[name=userId]").sendKeys("todd");
    for (String text : new String[] {"Welcome!", "Ask me anything.", "Is it raining?"}) {
      element("[name=content]").sendKeys(text);
      press("Send");
      awaitText("[role=log]", text);
    }

    visit("console-room", "Is it raining?", true);
    open("");
    visit("console-overview", "1 live", true);
    open("channels");
    visit("console-channels", "boris", true);
    openResource(channel);
    visit("console-channel", "healthy", true);
    openResource(stage);
    visit("console-stage", "Publishing", true);
    open("requests");
    visit("console-requests", "GetStream", true);
    open("faults");
    visit("console-faults", "LATENCY", true);
    for (String view : new String[] {"rooms", "stages", "recordings", "configurations", "events"}) {
      open(view);
      visit("console-" + view, false);
    }
    open("search/todd");
    visit("console-search", "todd", false);
    open("nothing");
    visit("console-nothing", false);
    browser.get(emulator.endpoint() + "/_streamcat/media/?channel=" + channel);
    awaitText("#state", "playing");
    visit("console-watch", false);
    open("channels");
    press("Reset…");
    visit("console-reset", false);
  }
}
