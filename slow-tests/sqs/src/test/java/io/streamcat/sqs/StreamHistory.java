package io.streamcat.sqs;

import io.streamcat.emulator.EventDestination;
import io.streamcat.emulator.Incident;
import io.streamcat.emulator.IvsEmulator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.CreateChannelRequest;

/**
 * Channels in an emulator that repeatedly go live, starve, are taken over, recorded, fail and end.
 * Some are live at the end.
 */
final class StreamHistory implements AutoCloseable {

  private static final int STREAMS_A_CHANNEL = 30;

  private static final Pattern STREAM_ID = Pattern.compile("\"stream_id\":\"(st-\\w+)\"");

  private final Random random;
  private final Queue<String> emitted = new ConcurrentLinkedQueue<>();
  private final IvsEmulator emulator;
  private final IvsClient ivs;
  private final List<String> channels;
  private final Set<String> recorded = new HashSet<>();
  private final Set<String> live = new HashSet<>();

  /**
   * The time of the emulator. It starts so long ago that every ended stream of 10,000 is final, and
   * not so long ago that the stream may have been forgotten.
   */
  private volatile Instant now =
      Instant.now().minus(Duration.ofHours(70)).truncatedTo(ChronoUnit.SECONDS);

  /** The channels that are being recorded. */
  private final Set<String> recording = new HashSet<>();

  StreamHistory(int streams, Random random) throws InterruptedException {
    this.random = random;
    this.emulator =
        IvsEmulator.builder()
            .clock(((InstantSource) () -> now).withZone(ZoneOffset.UTC))
            .seed(random.nextLong())
            .eventDestination(EventDestination.listener(emitted::add))
            .start();
    this.ivs = Clients.ivs(emulator.endpoint());
    this.channels = createChannels(Math.max(10, streams / STREAMS_A_CHANNEL));
    play(streams);
  }

  /** Creates channels, every other one with recording. */
  private List<String> createChannels(int count) {
    String recordings =
        ivs.createRecordingConfiguration(
                request ->
                    request.destinationConfiguration(
                        destination -> destination.s3(s3 -> s3.bucketName("recordings"))))
            .recordingConfiguration()
            .arn();
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              CreateChannelRequest.Builder request =
                  CreateChannelRequest.builder().name("channel-" + i);
              if (i % 2 == 0) {
                request.recordingConfigurationArn(recordings);
              }
              String arn = ivs.createChannel(request.build()).channel().arn();
              if (i % 2 == 0) {
                recorded.add(arn);
              }
              return arn;
            })
        .toList();
  }

  private void play(int streams) throws InterruptedException {
    for (int started = 0; started < streams; ) {
      now = now.plusSeconds(1 + random.nextInt(10));
      String channel = channels.get(random.nextInt(channels.size()));
      if (live.contains(channel)) {
        continueStream(channel);
      } else {
        start(channel);
        started++;
        // Stays below the number of events that may wait for delivery.
        if (started % 500 == 0) {
          awaitDelivery();
        }
      }
    }
    awaitDelivery();
  }

  private void awaitDelivery() throws InterruptedException {
    if (!emulator.events().awaitDelivery(Duration.ofMinutes(1))) {
      throw new IllegalStateException("the emulator does not deliver its events");
    }
  }

  private void start(String channel) {
    boolean fails = recorded.contains(channel) && random.nextInt(10) == 0;
    if (fails) {
      report("Recording Start Failure", channel);
    } else if (recorded.contains(channel)) {
      recording.add(channel);
    }
    emulator.startStream(channel);
    live.add(channel);
  }

  private void continueStream(String channel) {
    switch (random.nextInt(10)) {
      case 0, 1 -> report("Starvation Start", channel);
      case 2 -> report("Starvation End", channel);
      case 3 -> report(random.nextBoolean() ? "Stream Takeover" : "Ingest Bitrate", channel);
      case 4 -> {
        if (recording.remove(channel)) {
          report("Recording End Failure", channel);
        }
      }
      case 5 -> {
        report("Stream Failure", channel);
        ended(channel);
      }
      default -> {
        emulator.stopStream(channel);
        ended(channel);
      }
    }
  }

  private void report(String incident, String channel) {
    emulator.report(Incident.of(incident, channel).reason("Reason " + random.nextInt(1000)));
  }

  private void ended(String channel) {
    live.remove(channel);
    recording.remove(channel);
  }

  /** Returns every event that the emulator has sent, as JSON. */
  List<String> events() {
    return new ArrayList<>(emitted);
  }

  /** Returns the id of an event's stream; all of these events have one. */
  static String streamId(String event) {
    Matcher matcher = STREAM_ID.matcher(event);
    if (!matcher.find()) {
      throw new IllegalArgumentException("an event without a stream: " + event);
    }
    return matcher.group(1);
  }

  URI endpoint() {
    return emulator.endpoint();
  }

  IvsClient ivs() {
    return ivs;
  }

  Collection<String> channels() {
    return channels;
  }

  @Override
  public void close() {
    ivs.close();
    emulator.close();
  }
}
