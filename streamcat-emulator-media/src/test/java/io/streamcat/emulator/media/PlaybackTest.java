package io.streamcat.emulator.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.LiveVideo;
import io.streamcat.emulator.media.internal.rtmp.RtmpClient;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Low-latency HLS of a broadcast. */
class PlaybackTest {
  private static final Pattern PART =
      Pattern.compile("#EXT-X-PART:DURATION=([\\d.]+),URI=\"(s(\\d+)\\.(\\d+)\\.m4s)\"");

  @AutoClose private final Emulated ivs = new Emulated();

  @Test
  void mainPlaylist_liveChannel_describesTheTracks() throws Exception {
    Emulated.Channel channel = ivs.channel();
    ivs.publish(channel, 3000);
    assertThat(ivs.text(ivs.emulator.playbackUrl(channel.arn())))
        .containsPattern("CODECS=\"avc1\\.[0-9A-F]{6},mp4a\\.40\\.2\"")
        .contains("RESOLUTION=640x360");
  }

  @Test
  void mainPlaylist_channelNotLive_is404() {
    Emulated.Channel channel = ivs.channel();
    assertThat(ivs.get(ivs.emulator.playbackUrl(channel.arn())).statusCode()).isEqualTo(404);
  }

  @Test
  void playbackUrl_unknownChannel_isRejected() {
    assertThatThrownBy(() -> ivs.emulator.playbackUrl("arn:aws:ivs:us-east-1:1:channel/x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void initSegment_ofBroadcast_holdsBothTracks() throws Exception {
    Emulated.Channel channel = ivs.channel();
    ivs.publish(channel, 3000);
    byte[] init = ivs.bytes(ivs.watch(channel).resolve("init0.mp4"));
    assertThat(Boxes.types(init)).containsExactly("ftyp", "moov");
    assertThat(Boxes.read(Boxes.find(init, "moov")).stream().map(Boxes.Box::type))
        .containsExactly("mvhd", "trak", "trak", "mvex");
    byte[] sent = TestMedia.only(true).get(0).body();
    ByteBuffer description = Boxes.find(init, "moov", "trak", "mdia", "minf", "stbl", "stsd");
    ByteBuffer configuration = description.slice(8 + 8 + 78, description.limit() - 94);
    assertThat(Boxes.read(configuration).get(0).content())
        .isEqualTo(ByteBuffer.wrap(sent, 5, sent.length - 5));
  }

  @Test
  void parts_ofBroadcast_holdEveryPictureOnceAndInOrder() throws Exception {
    Emulated.Channel channel = ivs.channel();
    ivs.publish(channel, 3000);
    URI playlist = ivs.watch(channel);
    long next = -1;
    long pictures = 0;
    for (MatchResult part : PART.matcher(ivs.text(playlist)).results().toList()) {
      byte[] bytes = ivs.bytes(playlist.resolve(part.group(2)));
      assertThat(Boxes.types(bytes)).containsExactly("moof", "mdat");
      ByteBuffer time = Boxes.find(bytes, "moof", "traf", "tfdt");
      ByteBuffer run = Boxes.find(bytes, "moof", "traf", "trun");
      long start = time.getLong(4);
      assertThat(start).isEqualTo(next < 0 ? start : next);
      next = start;
      int samples = run.getInt(4);
      for (int i = 0; i < samples; i++) {
        next += run.getInt(12 + 16 * i);
      }
      pictures += samples;
      assertThat(Double.parseDouble(part.group(1))).isLessThanOrEqualTo(0.5);
    }
    // The last pictures wait for the end of their part.
    long sent = TestMedia.until(3000).stream().filter(tag -> tag.isVideo()).count() - 1;
    assertThat(pictures).isBetween(sent - 10, sent);
  }

  @Test
  void segment_complete_equalsItsParts() throws Exception {
    Emulated.Channel channel = ivs.channel();
    ivs.publish(channel, 5000);
    URI playlist = ivs.watch(channel);
    assertThat(ivs.text(playlist)).contains("#EXTINF:2.000,\ns0.m4s\n");
    ByteBuffer parts = ByteBuffer.allocate(1 << 20);
    for (MatchResult part : PART.matcher(ivs.text(playlist)).results().toList()) {
      if (part.group(3).equals("0")) {
        parts.put(ivs.bytes(playlist.resolve(part.group(2))));
      }
    }
    assertThat(ByteBuffer.wrap(ivs.bytes(playlist.resolve("s0.m4s")))).isEqualTo(parts.flip());
  }

  @Test
  void mediaPlaylist_blockingReload_waitsForThePart() throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient encoder = ivs.publish(channel, 3000)) {
      URI playlist = ivs.watch(channel);
      URI later = URI.create(playlist + "?_HLS_msn=2&_HLS_part=1");
      assertThat(ivs.text(playlist)).doesNotContain("s2.1.m4s");
      CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> ivs.text(later));
      encoder.send(
          TestMedia.TAGS.stream()
              .filter(tag -> tag.millis() >= 3000 && tag.millis() < 6000)
              .toList(),
          0);
      assertThat(answer.get()).contains("s2.1.m4s");
    }
  }

  @Test
  void mediaPlaylist_tooFarAhead_is400() throws Exception {
    Emulated.Channel channel = ivs.channel();
    ivs.publish(channel, 3000);
    URI playlist = ivs.watch(channel);
    assertThat(ivs.get(URI.create(playlist + "?_HLS_msn=99")).statusCode()).isEqualTo(400);
    assertThat(ivs.get(URI.create(playlist + "?_HLS_part=1")).statusCode()).isEqualTo(400);
  }

  @Test
  void mediaPlaylist_endedBroadcast_hasAnEnd() throws Exception {
    Emulated.Channel channel = ivs.channel();
    RtmpClient encoder = ivs.publish(channel, 3000);
    URI playlist = ivs.watch(channel);
    encoder.close();
    ivs.await("Stream End");
    assertThat(ivs.text(playlist)).contains("#EXT-X-ENDLIST");
    assertThat(ivs.get(ivs.emulator.playbackUrl(channel.arn())).statusCode()).isEqualTo(404);
  }

  @Test
  void mediaPlaylist_takeover_continuesAfterADiscontinuity() throws Exception {
    Emulated.Channel channel = ivs.channel();
    ivs.publish(channel, 3000);
    try (RtmpClient second = ivs.encoder()) {
      URI playlist = ivs.watch(channel);
      second.publish(channel.streamKey() + "?priority=2");
      second.send(TestMedia.until(3000), 0);
      second.sync();
      assertThat(ivs.text(playlist)).contains("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"init1.mp4\"");
    }
  }

  @Test
  void unknownSession_isA404() {
    URI unknown = ivs.emulator.endpoint().resolve("/api/video/v1/play/unknown/index.m3u8");
    assertThat(ivs.get(unknown).statusCode()).isEqualTo(404);
  }

  @Test
  void playlists_anyOrigin_areReadable() throws Exception {
    Emulated.Channel channel = ivs.channel();
    ivs.emulator.startStream(channel.arn());
    assertThat(
            ivs.get(ivs.emulator.playbackUrl(channel.arn()), "Origin", "http://localhost:8080")
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .contains("*");
  }

  @Test
  void metadata_liveChannel_arrivesAsAnEventMessage() throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient encoder = ivs.publish(channel, 3000)) {
      URI playlist = ivs.watch(channel);
      ivs.call("PutMetadata", Map.of("channelArn", channel.arn(), "metadata", "{\"goal\": \"é\"}"));
      // The thread that counts viewers has added the text before.
      ivs.watch(channel);
      ivs.awaitViewers(channel, 2);
      encoder.send(TestMedia.until(4000), 3000);
      encoder.sync();
      List<byte[]> parts =
          PART.matcher(ivs.text(playlist))
              .results()
              .map(part -> ivs.bytes(playlist.resolve(part.group(2))))
              .filter(bytes -> Boxes.types(bytes).contains("emsg"))
              .toList();
      assertThat(parts).hasSize(1);
      assertThat(Boxes.types(parts.get(0))).containsExactly("emsg", "moof", "mdat");
      String message = UTF_8.decode(Boxes.find(parts.get(0), "emsg")).toString();
      assertThat(message).contains("https://aomedia.org/emsg/ID3", "TXXX", "{\"goal\": \"é\"}");
    }
  }

  @Test
  void viewers_ofBroadcast_areThePlayersThatFetchPlaylists() throws Exception {
    Emulated.Channel channel = ivs.channel();
    ivs.publish(channel, 3000);
    assertThat(ivs.stream(channel, "viewerCount")).isEqualTo(0L);
    ivs.watch(channel);
    ivs.watch(channel);
    ivs.awaitViewers(channel, 2);
  }

  @Test
  void testCard_simulatedStream_playsAtOnce() {
    Emulated.Channel channel = ivs.channel();
    ivs.emulator.startStream(channel.arn());
    URI playlist = ivs.watch(channel);
    assertThat(ivs.text(playlist)).contains("s0.m4s");
    assertThat(Boxes.types(ivs.bytes(playlist.resolve("s0.m4s")))).contains("moof", "mdat");
    ivs.emulator.stopStream(channel.arn());
    assertThat(ivs.get(ivs.emulator.playbackUrl(channel.arn())).statusCode()).isEqualTo(404);
  }

  @Test
  void testCard_secondStream_startsAnew() {
    Emulated.Channel channel = ivs.channel();
    ivs.emulator.startStream(channel.arn());
    URI first = ivs.watch(channel);
    ivs.emulator.stopStream(channel.arn());
    ivs.emulator.startStream(channel.arn());
    URI second = ivs.watch(channel);
    assertThat(ivs.text(first)).contains("#EXT-X-ENDLIST");
    assertThat(ivs.text(second)).doesNotContain("#EXT-X-ENDLIST");
  }

  @Test
  void localPlayback_enabled_isWhatTheApiAnswers() {
    try (Emulated local = new Emulated(LiveVideo.DEFAULT.localPlayback(true))) {
      Emulated.Channel channel = local.channel();
      String url = local.emulator.playbackUrl(channel.arn()).toString();
      Map<String, ?> got = local.call("GetChannel", Map.of("arn", channel.arn()));
      assertThat(((Map<?, ?>) got.get("channel")).get("playbackUrl")).isEqualTo(url);
      local.emulator.startStream(channel.arn());
      assertThat(local.stream(channel, "playbackUrl")).isEqualTo(url);
    }
  }

  @Test
  void localPlayback_disabled_leavesTheUrlsOfAws() {
    Emulated.Channel channel = ivs.channel();
    Map<String, ?> got = ivs.call("GetChannel", Map.of("arn", channel.arn()));
    String url = (String) ((Map<?, ?>) got.get("channel")).get("playbackUrl");
    assertThat(url).startsWith("https://").contains(".playback.live-video.net/");
    assertThat(ivs.emulator.playbackUrl(channel.arn()).getPath())
        .isEqualTo(URI.create(url).getPath());
  }

  @Test
  void start_portInUse_failsAndClosesEverything() {
    LiveVideo used = LiveVideo.DEFAULT.ingestPort(ivs.emulator.ingestUrl().getPort());
    assertThatThrownBy(() -> IvsEmulator.builder().liveVideo(used).start())
        .hasMessageContaining("Cannot listen on 127.0.0.1:");
  }
}
