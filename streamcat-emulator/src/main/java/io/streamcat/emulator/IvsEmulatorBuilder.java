package io.streamcat.emulator;

import io.streamcat.emulator.internal.chat.MessageReview;
import io.streamcat.emulator.internal.fault.FaultInjector;
import io.streamcat.emulator.internal.outbound.ReviewPost;
import io.streamcat.emulator.internal.resource.Journal;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Settings;
import io.streamcat.emulator.internal.server.BrowserAccess;
import io.streamcat.emulator.internal.server.Emulation;
import io.streamcat.emulator.internal.state.Origin;
import io.streamcat.emulator.internal.state.StateFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A builder of emulators. Not thread safe. */
public final class IvsEmulatorBuilder {
  /** The default seed: the date of the API models. */
  public static final long DEFAULT_SEED = 20200714;

  private String host = "127.0.0.1";
  private int port;
  private String region = "us-east-1";
  private String accountId = "123456789012";
  private Clock clock = Clock.systemUTC();
  private long seed = DEFAULT_SEED;
  private @Nullable Path state;
  private Duration latency = Duration.ZERO;
  private Duration latencyJitter = Duration.ZERO;
  private boolean enforceQuotas;
  private Duration streamEndDelay = Duration.ZERO;
  private Duration recordingConfigurationDelay = Duration.ZERO;
  private final List<EventDestination> eventDestinations = new ArrayList<>();
  private EventFaults eventFaults = EventFaults.NONE;
  private int chatPort;
  private @Nullable UnaryOperator<String> messageReviewer;
  private Duration messageReviewTimeout = Duration.ofMillis(200);
  private LiveVideo liveVideo = LiveVideo.DEFAULT;
  private final Map<ResourceType, Integer> limits = new EnumMap<>(ResourceType.class);
  private final Set<String> origins = new LinkedHashSet<>();

  IvsEmulatorBuilder() {}

  /**
   * Sets the address to listen on; the default is the loopback address 127.0.0.1, which other
   * machines cannot reach. The emulator checks no credentials: do not open it to an untrusted
   * network.
   *
   * @param newHost a host name or address of this machine
   * @return this builder
   */
  public IvsEmulatorBuilder host(String newHost) {
    host = Objects.requireNonNull(newHost, "host");
    return this;
  }

  /**
   * Sets the port of the three services; the default is 0, which stands for any free port.
   *
   * @param newPort a port, or 0
   * @return this builder
   * @throws IllegalArgumentException if the port is not between 0 and 65535
   */
  public IvsEmulatorBuilder port(int newPort) {
    require(newPort >= 0 && newPort <= 65_535, "port must be between 0 and 65535");
    port = newPort;
    return this;
  }

  /**
   * Sets the port of the chat server; the default is 0, which stands for any free port.
   *
   * @param newPort a port, or 0
   * @return this builder
   * @throws IllegalArgumentException if the port is not between 0 and 65535
   */
  public IvsEmulatorBuilder chatPort(int newPort) {
    require(newPort >= 0 && newPort <= 65_535, "chatPort must be between 0 and 65535");
    chatPort = newPort;
    return this;
  }

  /**
   * Allows web pages of other origins to call the three services and the control API. By default
   * such requests are rejected, because a browser sends them for any page. Requests of a host name
   * are rejected, too, unless it is an address, a name of this machine or of a private network, or
   * the host of an allowed origin. Chat clients may be pages of any origin, because they need a
   * token.
   *
   * @param allowed origins such as {@code http://localhost:3000}, or {@code *} for all origins and
   *     hosts; they are added to those of earlier calls
   * @return this builder
   * @throws IllegalArgumentException if an origin has another form
   */
  public IvsEmulatorBuilder cors(String... allowed) {
    for (String origin : allowed) {
      origins.add(BrowserAccess.requireOrigin(origin));
    }
    return this;
  }

  /**
   * Sets the Lambda function that reviews the messages of all rooms that have a message review
   * handler; without a function, all messages are allowed.
   *
   * @param reviewer a function from the JSON that Amazon IVS Chat sends to the JSON of the answer;
   *     called by many threads
   * @return this builder
   */
  public IvsEmulatorBuilder messageReviewer(UnaryOperator<String> reviewer) {
    messageReviewer = Objects.requireNonNull(reviewer, "reviewer");
    return this;
  }

  /**
   * Sets the HTTP endpoint that reviews messages instead of a function. Requests are posted to it
   * and answered with the status 200, in the same JSON.
   *
   * @param url an http or https URL
   * @return this builder
   * @throws IllegalArgumentException if the URL is not http or https
   */
  public IvsEmulatorBuilder messageReviewer(URI url) {
    return messageReviewer(new ReviewPost(url));
  }

  /**
   * Sets the longest time of a review, in real time; after it, the room's fallback result counts.
   * The default is 200 ms, as in AWS.
   *
   * @param timeout a positive time
   * @return this builder
   * @throws IllegalArgumentException if the time is not positive
   */
  public IvsEmulatorBuilder messageReviewTimeout(Duration timeout) {
    require(!timeout.isNegative() && !timeout.isZero(), "messageReviewTimeout must be positive");
    messageReviewTimeout = timeout;
    return this;
  }

  /**
   * Sets the region in ARNs; the default is us-east-1.
   *
   * @param newRegion a region, which need not be one where IVS is available
   * @return this builder
   * @throws IllegalArgumentException if it does not have the form of a region, such as us-east-1
   */
  public IvsEmulatorBuilder region(String newRegion) {
    require(
        newRegion.matches("[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}"),
        "region must have the form of a region, such as us-east-1");
    region = newRegion;
    return this;
  }

  /**
   * Sets the AWS account in ARNs; the default is 123456789012.
   *
   * @param newAccountId twelve digits
   * @return this builder
   * @throws IllegalArgumentException if the account does not have twelve digits
   */
  public IvsEmulatorBuilder accountId(String newAccountId) {
    require(newAccountId.matches("[0-9]{12}"), "accountId must have 12 digits");
    accountId = newAccountId;
    return this;
  }

  /**
   * Sets the clock, which applies to everything except latency; the default is the system clock.
   *
   * @param newClock a thread-safe clock
   * @return this builder
   */
  public IvsEmulatorBuilder clock(Clock newClock) {
    clock = Objects.requireNonNull(newClock, "clock");
    return this;
  }

  /**
   * Sets the seed of identifiers, keys, tokens and random faults; the default is {@value
   * #DEFAULT_SEED}. The same requests in the same order lead to the same values. If the {@link
   * #clock} returns the same times, too, all answers are equal byte by byte.
   *
   * <p>Two emulators with one seed assign the same ARNs. Use different seeds if an application's
   * database outlives the emulator.
   *
   * @param newSeed any number
   * @return this builder
   */
  public IvsEmulatorBuilder seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /**
   * Sets the state file, from which another emulator can continue; by default there is none. The
   * file holds every resource, session, event and token, but no faults, pending late effects or
   * recorded requests. An existing file overrides the seed with the seed of its creation.
   *
   * <p>A change is in the file before its caller gets an answer. No other emulator can use the file
   * until this one is closed; a second file with the suffix {@code .lock} ensures that.
   *
   * @param file a file in an existing directory; it is created if it does not exist, and rejected
   *     unchanged if it is damaged, of another version, or of another region or account
   * @return this builder
   */
  public IvsEmulatorBuilder state(Path file) {
    state = Objects.requireNonNull(file, "file");
    return this;
  }

  /**
   * Enables or disables throttling at the rates of AWS; the default is disabled.
   *
   * <p>Each operation has its documented rate per second, usually 5. A burst of one second's worth
   * of calls is allowed, which AWS does not document. StreamCat limits its own calls only for AWS,
   * unless its builder has {@code limitLocalCalls(true)}; with both, a burst behaves as in
   * production.
   *
   * @param enforce true to throttle calls
   * @return this builder
   */
  public IvsEmulatorBuilder enforceQuotas(boolean enforce) {
    enforceQuotas = enforce;
    return this;
  }

  /**
   * Sets a time that every request of the three services waits before anything else, in real time;
   * the default is zero. Unlike a rule for {@link Fault#LATENCY}, it is not a fault and outlives a
   * reset. AWS answers after 20 to 200 ms. An application that relies on that, for example because
   * it does not wait for its own database, fails with an emulator that answers in a millisecond.
   *
   * @param delay the shortest time
   * @param jitter the greatest random time in addition to it
   * @return this builder
   * @throws IllegalArgumentException if a time is negative or more than an hour
   */
  public IvsEmulatorBuilder latency(Duration delay, Duration jitter) {
    FaultRule checked = FaultRule.latency(FaultRule.ANY_OPERATION, delay, jitter);
    latency = checked.delay();
    latencyJitter = checked.jitter();
    return this;
  }

  /**
   * Sets the time for which a channel stays live after {@code StopStream}, on the clock; the
   * default is zero.
   *
   * @param delay zero or a positive time
   * @return this builder
   * @throws IllegalArgumentException if the time is negative
   */
  public IvsEmulatorBuilder streamEndDelay(Duration delay) {
    require(!delay.isNegative(), "streamEndDelay must not be negative");
    streamEndDelay = delay;
    return this;
  }

  /**
   * Sets the time for which a recording configuration is {@code CREATING} before it is {@code
   * ACTIVE}, on the clock. Meanwhile the incident {@code Recording Configuration Failure} makes it
   * {@code CREATE_FAILED}.
   *
   * @param delay the time, not negative; zero by default
   * @return this
   */
  public IvsEmulatorBuilder recordingConfigurationDelay(Duration delay) {
    require(!delay.isNegative(), "recordingConfigurationDelay must not be negative");
    recordingConfigurationDelay = delay;
    return this;
  }

  /**
   * Sets the greatest number of resources of a type. The defaults are those of AWS.
   *
   * @param type the type as ARNs write it, such as {@code channel}, {@code room}, {@code stage} or
   *     {@code stream-key}, which is counted per channel
   * @param max the greatest number; the stream key that a new channel has is always allowed
   * @return this builder
   * @throws IllegalArgumentException if the type is unknown or the number is negative
   */
  public IvsEmulatorBuilder resourceLimit(String type, int max) {
    ResourceType known =
        ResourceType.of(type)
            .orElseThrow(
                () -> new IllegalArgumentException("type must be one of " + ResourceType.ids()));
    require(max >= 0, "max must not be negative");
    limits.put(known, max);
    return this;
  }

  /**
   * Adds a destination of the events that Amazon IVS sends to EventBridge; by default there are no
   * destinations.
   *
   * @param destination the destination
   * @return this builder
   */
  public IvsEmulatorBuilder eventDestination(EventDestination destination) {
    eventDestinations.add(Objects.requireNonNull(destination, "destination"));
    return this;
  }

  /**
   * Sets the faults of event delivery; the default is {@link EventFaults#NONE}, which a reset
   * restores.
   *
   * @param faults the faults
   * @return this builder
   */
  public IvsEmulatorBuilder eventFaults(EventFaults faults) {
    eventFaults = Objects.requireNonNull(faults, "faults");
    return this;
  }

  /**
   * Sets the settings of live video, which needs the module {@code streamcat-emulator-media} on the
   * class path; the default is {@link LiveVideo#DEFAULT}.
   *
   * @param settings the settings
   * @return this builder
   */
  public IvsEmulatorBuilder liveVideo(LiveVideo settings) {
    liveVideo = Objects.requireNonNull(settings, "settings");
    return this;
  }

  /**
   * Starts the emulator, which listens when this method returns.
   *
   * @return a running emulator, which the caller closes
   * @throws UncheckedIOException if the emulator cannot listen on the host and the ports, or cannot
   *     use the state file
   */
  public IvsEmulator start() {
    Emulation emulation = state == null ? emulate(seed, Journal.NONE) : emulate(state);
    try {
      emulation.events().faults(eventFaults);
      return new IvsEmulator(
          emulation, host, port, chatPort, BrowserAccess.of(host, origins), liveVideo);
    } catch (UncheckedIOException e) {
      emulation.close();
      throw e;
    }
  }

  private Emulation emulate(Path file) {
    StateFile kept = StateFile.open(file, new Origin(region, accountId, seed));
    return emulate(kept.origin().seed(), kept);
  }

  private Emulation emulate(long itsSeed, Journal journal) {
    Settings settings =
        new Settings(
            region,
            accountId,
            clock,
            itsSeed,
            streamEndDelay,
            recordingConfigurationDelay,
            Map.copyOf(limits));
    MessageReview review = new MessageReview(messageReviewer, messageReviewTimeout);
    return Emulation.of(
        settings,
        journal,
        new FaultInjector(itsSeed, latency, latencyJitter),
        enforceQuotas,
        eventDestinations,
        d -> d.open(region),
        review);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
