package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewerSessionsTest extends EmulatorTest {
  private static final String REVOKED = "the viewer session has been revoked";

  private final TestKeys keys = TestKeys.p384();
  private final String channel = createChannel("c");

  @Test
  void startViewerSessionRevocation_withoutVersion_revokesFirst() {
    importPlaybackKey(keys);

    aws.call("StartViewerSessionRevocation", Map.of("channelArn", channel, "viewerId", "todd"));

    assertThat(verify(channel, "todd", null)).containsExactly(REVOKED);
    assertThat(verify(channel, "todd", 0L)).containsExactly(REVOKED);
    assertThat(verify(channel, "todd", 1L)).isEmpty();
    assertThat(verify(channel, "another", 0L)).isEmpty();
    assertThat(verify(createChannel("other"), "todd", 0L)).isEmpty();
  }

  @Test
  void startViewerSessionRevocation_withVersion_revokesAllUpToIt() {
    importPlaybackKey(keys);
    revoke(7_000_000_000L);
    revoke(3);

    assertThat(verify(channel, "todd", 7_000_000_000L)).containsExactly(REVOKED);
    assertThat(verify(channel, "todd", 7_000_000_001L)).isEmpty();
  }

  @Test
  void startViewerSessionRevocation_forUnknownChannel_isNotFound() {
    assertThat(
            aws.call(
                    "StartViewerSessionRevocation",
                    Map.of("channelArn", UNKNOWN_CHANNEL, "viewerId", "todd"))
                .error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void batchStartViewerSessionRevocation_someInvalid_revokesOthersAndReportsErrors() {
    importPlaybackKey(keys);

    Answer answer =
        aws.call(
            "BatchStartViewerSessionRevocation",
            Map.of(
                "viewerSessions",
                List.of(
                    Map.of("channelArn", UNKNOWN_CHANNEL, "viewerId", "todd"),
                    Map.of(
                        "channelArn",
                        channel,
                        "viewerId",
                        "todd",
                        "viewerSessionVersionsLessThanOrEqualTo",
                        2))));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.all("errors", "channelArn")).containsExactly(UNKNOWN_CHANNEL);
    assertThat(answer.all("errors", "viewerId")).containsExactly("todd");
    assertThat(verify(channel, "todd", 2L)).containsExactly(REVOKED);
  }

  @Test
  void reset_removesRevocations() {
    revoke(5);
    emulator.reset();

    String again = createChannel("c");
    importPlaybackKey(keys);

    assertThat(verify(again, "todd", 5L)).isEmpty();
  }

  private void revoke(long version) {
    aws.call(
        "StartViewerSessionRevocation",
        Map.of(
            "channelArn",
            channel,
            "viewerId",
            "todd",
            "viewerSessionVersionsLessThanOrEqualTo",
            version));
  }

  private List<String> verify(String channelArn, String viewer, Long version) {
    Map<String, Object> claims =
        Map.of(
            "aws:channel-arn",
            channelArn,
            "aws:viewer-id",
            viewer,
            "exp",
            clock.instant().getEpochSecond() + 60);
    String token = keys.sign(TestKeys.with(claims, "aws:viewer-session-version", version));
    return emulator.verifyToken(PresentedToken.of(token)).reasons();
  }
}
