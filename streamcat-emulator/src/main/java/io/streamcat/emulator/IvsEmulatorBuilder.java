package io.streamcat.emulator;

import io.streamcat.emulator.internal.chat.MessageReview;
import io.streamcat.emulator.internal.outbound.ReviewPost;
import io.streamcat.emulator.internal.resource.Journal;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Settings;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Describes an emulator. Not thread safe. */
public final class IvsEmulatorBuilder {
  /** What is used without a seed: the date of the API models. */
  public static final long DEFAULT_SEED = 20200714;

  private String host = "127.0.0.1";
  private int port;
  private String region = "us-east-1";
  private String accountId = "123456789012";
  private Clock clock = Clock.systemUTC();
  private long seed = DEFAULT_SEED;
  private @Nullable Path state;
  private boolean enforceQuotas;
  private Duration streamEndDelay = Duration.ZERO;
  private final List<EventDestination> eventDestinations = new ArrayList<>();
  private EventFaults eventFaults = EventFaults.NONE;
  private int chatPort;
  private @Nullable UnaryOperator<String> messageReviewer;
  private Duration messageReviewTimeout = Duration.ofMillis(200);
  private final Map<ResourceType, Integer> limits = new EnumMap<>(ResourceType.class);

  IvsEmulatorBuilder() {}

  /**
   * Sets the address to listen on; the default is the loopback address 127.0.0.1, which nobody else
   * can reach. The emulator checks no credentials: think before you open it to a network.
   *
   * @param newHost a host name or address of this machine
   * @return this builder
   */
  public IvsEmulatorBuilder host(String newHost) {
    host = Objects.requireNonNull(newHost, "host");
    return this;
  }

  /**
   * Sets the port to listen on; the default is 0, which stands for any free one.
   *
   * @param newPort a port, or 0
   * @return this builder
   * @throws IllegalArgumentException if it is not between 0 and 65535
   */
  public IvsEmulatorBuilder port(int newPort) {
    require(newPort >= 0 && newPort <= 65_535, "port must be between 0 and 65535");
    port = newPort;
    return this;
  }

  /**
   * Sets the port that chat clients connect to; the default is 0, which stands for any free one.
   *
   * @param newPort a port, or 0
   * @return this builder
   * @throws IllegalArgumentException if it is not between 0 and 65535
   */
  public IvsEmulatorBuilder chatPort(int newPort) {
    require(newPort >= 0 && newPort <= 65_535, "chatPort must be between 0 and 65535");
    chatPort = newPort;
    return this;
  }

  /**
   * Sets the Lambda function that reviews the messages of all rooms that have a message review
   * handler; without one their messages pass.
   *
   * @param reviewer answers the JSON that Amazon IVS Chat sends to the function with the JSON that
   *     the function returns; called by many threads
   * @return this builder
   */
  public IvsEmulatorBuilder messageReviewer(UnaryOperator<String> reviewer) {
    messageReviewer = Objects.requireNonNull(reviewer, "reviewer");
    return this;
  }

  /**
   * Sets the HTTP endpoint that reviews messages instead of a function. It is posted the same JSON,
   * and answers with it and the status 200.
   *
   * @param url an http or https URL
   * @return this builder
   * @throws IllegalArgumentException if it is another kind of URL
   */
  public IvsEmulatorBuilder messageReviewer(URI url) {
    return messageReviewer(new ReviewPost(url));
  }

  /**
   * Sets how long a review may take, in real time, before the room's fallback result counts; the
   * default is 200 ms, as in AWS.
   *
   * @param timeout a positive time
   * @return this builder
   * @throws IllegalArgumentException if it is not positive
   */
  public IvsEmulatorBuilder messageReviewTimeout(Duration timeout) {
    require(!timeout.isNegative() && !timeout.isZero(), "messageReviewTimeout must be positive");
    messageReviewTimeout = timeout;
    return this;
  }

  /**
   * Sets the region that ARNs name; the default is us-east-1.
   *
   * @param newRegion a region in the form of AWS, whether IVS is there or not
   * @return this builder
   * @throws IllegalArgumentException if it has other characters than lower-case letters, digits and
   *     hyphens
   */
  public IvsEmulatorBuilder region(String newRegion) {
    require(newRegion.matches("[a-z0-9-]+"), "region must match [a-z0-9-]+");
    region = newRegion;
    return this;
  }

  /**
   * Sets the AWS account that ARNs name; the default is 123456789012.
   *
   * @param newAccountId twelve digits
   * @return this builder
   * @throws IllegalArgumentException if it is something else
   */
  public IvsEmulatorBuilder accountId(String newAccountId) {
    require(newAccountId.matches("[0-9]{12}"), "accountId must have 12 digits");
    accountId = newAccountId;
    return this;
  }

  /**
   * Sets the clock that tells the time of everything but latency; the default is the system's.
   *
   * @param newClock a clock that is thread safe
   * @return this builder
   */
  public IvsEmulatorBuilder clock(Clock newClock) {
    clock = Objects.requireNonNull(newClock, "clock");
    return this;
  }

  /**
   * Sets what makes identifiers, keys, tokens and the fortune of faults reproducible, for the same
   * requests in the same order; the default is {@value #DEFAULT_SEED}. With a {@link #clock} that
   * tells the same times, all answers are the same, byte by byte.
   *
   * <p>Two emulators with one seed give the same ARNs. Use different ones if an application's
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
   * Sets the file that keeps what exists, so that another emulator goes on from there; by default
   * none does. It holds every resource, session, event and token, but neither faults, late effects
   * that have not happened, nor requests, and goes by the seed that it was made with.
   *
   * <p>A change is in the file before its caller gets an answer. Nobody else can use the file until
   * the emulator is closed; a file beside it with the suffix {@code .lock} sees to that.
   *
   * @param file a file in a directory that exists; it is made if it does not exist, and left as it
   *     is if it is damaged, of another version, or of another region or account
   * @return this builder
   */
  public IvsEmulatorBuilder state(Path file) {
    state = Objects.requireNonNull(file, "file");
    return this;
  }

  /**
   * Sets whether calls that are faster than AWS allows are throttled; the default is false.
   *
   * <p>Each operation has its documented rate a second, usually 5. A second's worth of calls can
   * come at once, which AWS does not document. StreamCat holds calls back at this rate only for
   * AWS, unless its builder is told to by {@code limitLocalCalls(true)}; with both, a burst behaves
   * as it will in production.
   *
   * @param enforce whether to throttle
   * @return this builder
   */
  public IvsEmulatorBuilder enforceQuotas(boolean enforce) {
    enforceQuotas = enforce;
    return this;
  }

  /**
   * Sets how long a channel stays live after {@code StopStream}, on the clock; the default is zero.
   *
   * @param delay a time that is not negative
   * @return this builder
   * @throws IllegalArgumentException if it is negative
   */
  public IvsEmulatorBuilder streamEndDelay(Duration delay) {
    require(!delay.isNegative(), "streamEndDelay must not be negative");
    streamEndDelay = delay;
    return this;
  }

  /**
   * Sets how many resources of a type can exist. The defaults are those of AWS.
   *
   * @param type the type as ARNs write it, such as {@code channel}, {@code room}, {@code stage} or
   *     {@code stream-key}, which is counted per channel
   * @param max the greatest number; the key that each channel is born with is always allowed
   * @return this builder
   * @throws IllegalArgumentException if the type is another one or the number is negative
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
   * Adds a destination of the events that Amazon IVS sends to EventBridge; there is none by
   * default.
   *
   * @param destination where events go
   * @return this builder
   */
  public IvsEmulatorBuilder eventDestination(EventDestination destination) {
    eventDestinations.add(Objects.requireNonNull(destination, "destination"));
    return this;
  }

  /**
   * Sets what becomes of events on their way; the default is {@link EventFaults#NONE}, which a
   * reset returns to.
   *
   * @param faults the faults
   * @return this builder
   */
  public IvsEmulatorBuilder eventFaults(EventFaults faults) {
    eventFaults = Objects.requireNonNull(faults, "faults");
    return this;
  }

  /**
   * Starts the emulator, which listens when this returns.
   *
   * @return a running emulator, to be closed
   * @throws UncheckedIOException if it cannot listen on the host and the ports, or cannot use the
   *     state file
   */
  public IvsEmulator start() {
    Emulation emulation = state == null ? emulate(seed, Journal.NONE) : emulate(state);
    try {
      emulation.events().faults(eventFaults);
      return new IvsEmulator(emulation, host, port, chatPort);
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
        new Settings(region, accountId, clock, itsSeed, streamEndDelay, Map.copyOf(limits));
    MessageReview review = new MessageReview(messageReviewer, messageReviewTimeout);
    return Emulation.of(
        settings, journal, enforceQuotas, eventDestinations, d -> d.open(region), review);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
