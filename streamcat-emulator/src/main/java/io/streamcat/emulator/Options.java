package io.streamcat.emulator;

import io.streamcat.emulator.internal.media.MediaServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;

/** The command-line options of the program. */
final class Options {
  static final String USAGE =
      """
      Usage: java -jar streamcat-emulator-standalone.jar [options]

      Emulates the control planes of Amazon IVS, IVS Chat and IVS Real-Time.

        --port PORT                 the port to listen on, 0 for any free one (default: 4577)
        --chat-port PORT            the port of chat, 0 for any free one (default: the next port)
        --host HOST                 the address to listen on (default: 127.0.0.1)
        --region REGION             the region in ARNs (default: us-east-1)
        --account ID                the account in ARNs (default: 123456789012)
        --enforce-quotas            throttle calls that are faster than AWS allows
        --cors ORIGIN               let web pages of ORIGIN call the APIs, * for all (repeatable)
        --latency MILLIS[:JITTER]   delay every call, and by up to JITTER more at random
        --state FILE                store resources in FILE, and continue from it
        --seed SEED                 seed of identifiers and keys (default: random)
        --clock TIME                stop the clock at a time such as 2030-01-01T00:00:00Z
        --review-url URL            review the messages of rooms with a handler at this URL
        --ingest-port PORT          the port of RTMP, 0 for any free one (default: 1935)
        --secure-ingest-port PORT   the port of RTMPS (default: any free one, when it is needed)
        --recordings DIR            write recordings in the layout of Amazon IVS below DIR
        --local-playback            answer playback URLs of this emulator instead of those of AWS
        --event-url URL             post EventBridge events to URL (repeatable)
        --event-header NAME:SECRET  send this header with posted events
        --event-queue URL           send EventBridge events to this SQS queue (repeatable)
        --event-loss P              lose events with this probability
        --event-duplication P       deliver events twice with this probability
        --event-reordering P        reorder events with this probability
        --event-lateness P:MILLIS   delay events with this probability
        --event-seed SEED           seed of the event faults
        --help                      show this help
      """;

  private static final Set<String> OF_VIDEO =
      Set.of("--ingest-port", "--secure-ingest-port", "--recordings", "--local-playback");
  private static final int DEFAULT_PORT = 4577;
  private static final int DEFAULT_INGEST_PORT = 1935;

  // A database may outlive this process, so the next process must not assign the same ARNs again.
  // A SecureRandom would be better than necessary, and slow to start.
  private final IvsEmulatorBuilder builder =
      IvsEmulator.builder().seed(new SplittableRandom().nextLong());
  private int port = DEFAULT_PORT;
  private int chatPort = -1;
  private int ingestPort = -1;
  private LiveVideo liveVideo = LiveVideo.DEFAULT;
  private final List<URI> eventUrls = new ArrayList<>();
  private String[] eventHeader = {};
  private EventFaults eventFaults = EventFaults.NONE;

  private Options() {}

  /**
   * Parses a command line.
   *
   * @return a builder of the emulator that the options describe
   * @throws IllegalArgumentException if an option or its value is not valid
   */
  static IvsEmulatorBuilder parse(List<String> args) {
    Options options = new Options();
    for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      if (OF_VIDEO.contains(option) && MediaServer.provider().isEmpty()) {
        throw new IllegalArgumentException(
            option + " needs the program with live video, streamcat-emulator-media-standalone.jar");
      }
      try {
        options.read(option, rest);
      } catch (NoSuchElementException e) {
        throw new IllegalArgumentException(option + " needs a value", e);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(option + " needs a number", e);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            option + " needs a time such as 2030-01-01T00:00:00Z", e);
      }
    }
    return options.builder();
  }

  private void read(String option, Iterator<String> rest) {
    switch (option) {
      case "--port" -> port = Integer.parseInt(rest.next());
      case "--chat-port" -> chatPort = Integer.parseInt(rest.next());
      case "--review-url" -> builder.messageReviewer(URI.create(rest.next()));
      case "--host" -> builder.host(rest.next());
      case "--region" -> builder.region(rest.next());
      case "--account" -> builder.accountId(rest.next());
      case "--enforce-quotas" -> builder.enforceQuotas(true);
      case "--latency" -> latency(option, rest.next());
      case "--cors" -> builder.cors(rest.next());
      case "--state" -> builder.state(Path.of(rest.next()));
      case "--seed" -> builder.seed(Long.parseLong(rest.next()));
      case "--clock" -> builder.clock(Clock.fixed(Instant.parse(rest.next()), ZoneOffset.UTC));
      case "--ingest-port" -> ingestPort = Integer.parseInt(rest.next());
      case "--secure-ingest-port" ->
          liveVideo = liveVideo.secureIngestPort(Integer.parseInt(rest.next()));
      case "--recordings" -> liveVideo = liveVideo.recordings(Path.of(rest.next()));
      case "--local-playback" -> liveVideo = liveVideo.localPlayback(true);
      case "--event-url" -> eventUrls.add(URI.create(rest.next()));
      case "--event-header" -> eventHeader = pair(option, rest.next());
      case "--event-queue" ->
          builder.eventDestination(EventDestination.sqs(URI.create(rest.next())));
      case "--event-loss" -> eventFaults = eventFaults.loss(Double.parseDouble(rest.next()));
      case "--event-duplication" ->
          eventFaults = eventFaults.duplication(Double.parseDouble(rest.next()));
      case "--event-reordering" ->
          eventFaults = eventFaults.reordering(Double.parseDouble(rest.next()));
      case "--event-lateness" -> {
        String[] lateness = pair(option, rest.next());
        Duration delay = Duration.ofMillis(Long.parseLong(lateness[1]));
        eventFaults = eventFaults.lateness(Double.parseDouble(lateness[0]), delay);
      }
      case "--event-seed" -> eventFaults = eventFaults.seed(Long.parseLong(rest.next()));
      default -> throw new IllegalArgumentException(option + " is not an option");
    }
  }

  private void latency(String option, String value) {
    String[] times = value.contains(":") ? pair(option, value) : new String[] {value, "0"};
    builder.latency(
        Duration.ofMillis(Long.parseLong(times[0])), Duration.ofMillis(Long.parseLong(times[1])));
  }

  private static String[] pair(String option, String value) {
    String[] parts = value.split(":", 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException(option + " needs two values with a colon between them");
    }
    return new String[] {parts[0].strip(), parts[1].strip()};
  }

  private IvsEmulatorBuilder builder() {
    for (URI url : eventUrls) {
      builder.eventDestination(
          eventHeader.length == 0
              ? EventDestination.http(url)
              : EventDestination.http(url, eventHeader[0], eventHeader[1]));
    }
    builder.port(port).eventFaults(eventFaults);
    // With port 0 the chat port is 0, too, so that several programs can run in parallel.
    int next = port == 0 ? 0 : port + 1;
    int usual = port == 0 ? 0 : DEFAULT_INGEST_PORT;
    builder.liveVideo(liveVideo.ingestPort(ingestPort < 0 ? usual : ingestPort));
    return builder.chatPort(chatPort < 0 ? next : chatPort);
  }
}
