package io.streamcat.emulator.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state of live video, the player and its page. */
class MediaPagesTest {
  private static final String PATH = "/_streamcat/media";
  private static final Pattern REFERENCE = Pattern.compile("(?:href|src|from)=? ?\"([^\"]+)\"");

  @AutoClose private final Emulated ivs = new Emulated();

  private HttpResponse<byte[]> get(String path) {
    return ivs.get(ivs.emulator.endpoint().resolve(path));
  }

  private Map<String, ?> state() throws Exception {
    return Json.parseObject(get(PATH).body());
  }

  @Test
  void state_emulatorWithoutEncoder_opensNoPort() throws Exception {
    Emulated.Channel channel = ivs.channel();
    assertThat(state())
        .isEqualTo(
            Map.of(
                "channels",
                List.of(
                    Map.of(
                        "channelArn",
                        channel.arn(),
                        "name",
                        "todd",
                        "localPlaybackUrl",
                        ivs.emulator.playbackUrl(channel.arn()).toString(),
                        "isLive",
                        false))));
  }

  @Test
  void state_channelWithEncoder_showsWhatIsMeasured() throws Exception {
    ivs.publish(ivs.channel(), 2000);
    Map<String, ?> state = state();
    assertThat(state.get("ingestUrl")).isEqualTo(ivs.emulator.ingestUrl().toString());
    Map<?, ?> channel = (Map<?, ?>) ((List<?>) state.get("channels")).get(0);
    assertThat(channel.get("isLive")).isEqualTo(true);
    assertThat(channel.get("bitrate")).isNotNull();
    assertThat(channel.get("frameRate")).isNotNull();
    assertThat(state.toString()).doesNotContain("sk_");
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/watch.html, text/html; charset=utf-8",
    "/watch.css, text/css; charset=utf-8",
    "/watch.js, text/javascript; charset=utf-8",
    "/player.js, text/javascript; charset=utf-8"
  })
  void page_anyFile_isServedWithAStrictPolicy(String file, String type) {
    HttpResponse<byte[]> response = get(PATH + file);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains(type);
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'");
  }

  @Test
  void page_everyReference_exists() {
    for (String file : List.of("/watch.html", "/watch.js")) {
      URI page = ivs.emulator.endpoint().resolve(PATH + file);
      List<String> references =
          REFERENCE.matcher(ivs.text(page)).results().map(MatchResult::group).toList();
      assertThat(references).isNotEmpty();
      for (MatchResult reference : REFERENCE.matcher(ivs.text(page)).results().toList()) {
        assertThat(ivs.get(page.resolve(reference.group(1))).statusCode()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"/unknown.js", "/../media/LocalMediaServer.class", "/%2e%2e/LocalMediaServer.class"})
  void page_unknownFile_is404(String file) {
    assertThat(get(PATH + file).statusCode()).isEqualTo(404);
  }

  @Test
  void player_ofOtherOrigin_canBeImported() {
    assertThat(get(PATH + "/player.js").headers().firstValue("Access-Control-Allow-Origin"))
        .contains("*");
    assertThat(get(PATH).headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(new String(get(PATH + "/player.js").body(), UTF_8)).contains("export class Player");
  }
}
