package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.emulator.FaultRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.OutputType;

/**
 * Creates the pictures of the emulator's console in the documentation, as {@link Screenshots} does
 * for the site.
 */
class ConsoleScreenshots extends ConsoleTest {

  private final Path images = Path.of(System.getProperty("web.screenshots"));

  @Test
  void screenshots_consoleViews_areTaken() throws IOException {
    Files.createDirectories(images);
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

    take("console-room", "Is it raining?");
    open("");
    take("console-overview", "1 live");
    open("channels");
    take("console-channels", "boris");
    openResource(channel);
    take("console-channel", "healthy");
    openResource(stage);
    take("console-stage", "Publishing");
    open("requests");
    take("console-requests", "GetStream");
    open("faults");
    take("console-faults", "LATENCY");
    assertThat(images).isDirectoryContaining("glob:**/console-faults-dark.png");
  }

  private void take(String name, String text) throws IOException {
    awaitText("main", text);
    wait.until(driver -> !element("#notice").isDisplayed());
    for (String colours : new String[] {"light", "dark"}) {
      Chromium.prefer(browser, colours);
      Chromium.resize(browser, 1_280, 760);
      Picture.save(
          browser.getScreenshotAs(OutputType.BYTES), images.resolve(name + "-" + colours + ".png"));
    }
  }
}
