package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests in a locale with other digits than ASCII. */
class NonAsciiDigitsTest extends EmulatorTest {
  private static final Locale EGYPT =
      new Locale.Builder()
          .setLanguage("ar")
          .setRegion("EG")
          .setUnicodeLocaleKeyword("nu", "arab")
          .build();

  private final Locale usual = Locale.getDefault();

  @BeforeEach
  void useOtherDigits() {
    Locale.setDefault(EGYPT);
    assertThat("%d".formatted(64)).isEqualTo("٦٤");
  }

  @AfterEach
  void useTheUsualDigits() {
    Locale.setDefault(usual);
  }

  @Test
  void recordingPrefix_otherLocale_hasAsciiDigits() {
    String channel =
        aws.call("CreateChannel", Map.of("recordingConfigurationArn", createRecording(aws, 0)))
            .text("channel.arn");
    emulator.startStream(channel);

    assertThat(String.join("\n", emulator.events().emitted()))
        .contains("\"recording_s3_key_prefix\":\"ivs/v1/123456789012/")
        .contains("/2030/1/2/3/4/")
        .containsPattern("\"id\":\"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\"");
  }

  @Test
  void quotaMessage_otherLocale_hasAsciiDigits() {
    for (int i = 0; i < 5; i++) {
      createStorage();
    }

    assertThat(
            aws.call("CreateStorageConfiguration", Map.of("s3", Map.of("bucketName", "bucket")))
                .text("exceptionMessage"))
        .isEqualTo("The limit of 5 for the resource type storage-configuration is reached");
  }

  @Test
  void jsonMessage_otherLocale_hasAsciiDigits() {
    byte[] body =
        aws.exchange("PUT", "/_streamcat/faults", "{".getBytes(StandardCharsets.UTF_8)).body();

    assertThat(new String(body, StandardCharsets.UTF_8)).contains("at line 1, column 2");
  }

  @Test
  void portMessage_otherLocale_hasAsciiDigits() {
    assertThatThrownBy(() -> IvsEmulator.builder().port(emulator.port()).start())
        .hasMessageContaining("127.0.0.1:" + emulator.port());
  }

  @Test
  void tokenMessage_otherLocale_hasAsciiDigits() {
    TestKeys keys = TestKeys.p384();
    importPlaybackKey(keys);
    String token =
        keys.sign(
            Map.of(
                "aws:channel-arn",
                createChannel("c"),
                "aws:access-control-allow-origin",
                "*",
                "aws:viewer-id",
                "todd",
                "exp",
                MutableClock.START.getEpochSecond() + 3_600));

    assertThat(emulator.verifyToken(PresentedToken.of(token)).reasons())
        .anyMatch(reason -> reason.startsWith("exp must be at most 10 minutes ahead"));
  }
}
