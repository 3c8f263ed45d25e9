package io.streamcat.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.streamcat.playback.PlaybackToken;
import io.streamcat.playback.PlaybackTokenRequest;
import io.streamcat.playback.PlaybackTokenSigner;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.realtime.ParticipantTokenRequest;
import io.streamcat.realtime.ParticipantTokenSigner;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageEndpoints;
import io.streamcat.realtime.StageSettings;
import io.streamcat.signing.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The number of tokens per second that one thread signs, with the JDK's provider and a native one.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method before all others.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class TokenBenchmark {

  private static final String ACCOUNT = "arn:aws:ivs:us-east-1:123456789012:";
  private static final String CHANNEL = ACCOUNT + "channel/aaaaaaaaaaaa";
  private static final Stage STAGE =
      new Stage(
          ACCOUNT + "stage/aaaaaaaaaaaa",
          "todd",
          new StageEndpoints(
              "wss://global.events.live-video.net",
              "https://global-bm.whip.live-video.net",
              "",
              ""),
          StageSettings.defaults());

  @Param({"jdk", "corretto"})
  public String provider = "";

  private final ParticipantTokenRequest guest =
      ParticipantTokenRequest.builder().userId("ann").attributes(Map.of("name", "Ann")).build();
  private final PlaybackTokenRequest viewer =
      PlaybackTokenRequest.builder(Duration.ofMinutes(5)).viewerId("ann").singleUse(true).build();
  private ParticipantTokenSigner participants;
  private PlaybackTokenSigner playback;

  @Setup
  public void makeKey() {
    SigningKey key = SigningKey.generate();
    if (provider.equals("corretto")) {
      key = key.with(AmazonCorrettoCryptoProvider.INSTANCE);
    }
    participants =
        ParticipantTokenSigner.create(key, ACCOUNT + "public-key/aaaaaaaaaaaa", Clock.systemUTC());
    playback = PlaybackTokenSigner.create(key, Clock.systemUTC());
  }

  @Benchmark
  public ParticipantToken participant() {
    return participants.sign(STAGE, guest);
  }

  @Benchmark
  public PlaybackToken playback() {
    return playback.sign(CHANNEL, viewer);
  }
}
