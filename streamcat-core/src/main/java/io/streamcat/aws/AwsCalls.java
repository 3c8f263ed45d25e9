package io.streamcat.aws;

import io.streamcat.exception.AwsException;
import io.streamcat.exception.ResourceNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/**
 * Calls AWS so that a failure is repeated only where repeating is right.
 *
 * <p>Every request is sent once by the SDK, however its client was configured. Throttles are
 * retried with backoff and jitter; reads, updates and deletes also after a failure of unknown
 * outcome; a create never, until a look-up has shown that it did not happen; what cannot be looked
 * up afterwards never. Thread safe.
 */
public final class AwsCalls {

  private static final Logger log = LoggerFactory.getLogger(AwsCalls.class);

  private static final String FIND_BY_TAGS =
      "the resource may exist; it carries the tags it was given and can be found by them";
  private static final String DO_NOT_REPEAT_BLINDLY =
      "the call may have taken effect; repeating it could do it twice";

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final CallSettings settings;
  private final CallSender sender;
  private final CallListener listener;
  private final DoubleSupplier jitter;
  private final @Nullable String account;

  private AwsCalls(
      CallSettings settings,
      CallSender sender,
      CallListener listener,
      DoubleSupplier jitter,
      @Nullable String account) {
    this.settings = settings;
    this.sender = sender;
    this.listener = listener;
    this.jitter = jitter;
    this.account = account;
  }

  /**
   * Creates an instance for clients built by anyone.
   *
   * @param settings timeouts and time
   * @return a new instance
   */
  public static AwsCalls create(CallSettings settings) {
    return create(settings, new CallListener() {}, null);
  }

  /**
   * Creates an instance for clients built by anyone.
   *
   * @param settings timeouts and time
   * @param listener sees what fails, is repeated and has to wait
   * @param limiter decides how long calls have to wait; null for {@link CallLimiter#standard()},
   *     and none for clients whose endpoint is on this machine
   * @return a new instance
   */
  public static AwsCalls create(
      CallSettings settings, CallListener listener, @Nullable CallLimiter limiter) {
    CallListener guarded = CallListener.all(List.of(listener));
    CallGate gate =
        CallGate.create(
            limiter == null ? CallLimiter.standard(settings.clock()) : limiter,
            limiter == null,
            settings,
            guarded);
    RequestPolicy policy =
        RequestPolicy.of(ClientOverrideConfiguration.builder().build(), settings.callTimeout());
    return new AwsCalls(
        settings,
        new CallSender(settings, policy, gate, guarded, new AtomicBoolean()),
        guarded,
        () -> ThreadLocalRandom.current().nextDouble(),
        null);
  }

  /** Returns an instance whose pauses are drawn from another source, of numbers below 1. */
  AwsCalls jitteredBy(DoubleSupplier source) {
    return new AwsCalls(settings, sender, listener, source, account);
  }

  /**
   * Returns an instance for clients of an account, which shared rate limits are kept by.
   *
   * @param value the 12 digits of the account, or null if it is not known
   * @return an instance with the same settings and listener
   */
  public AwsCalls inAccount(@Nullable String value) {
    return new AwsCalls(settings, sender, listener, jitter, value);
  }

  /**
   * Returns an instance for one client, which costs less if {@link AwsClients} has built it.
   *
   * @param client the client's configuration
   * @return an instance with the same settings and listener
   */
  public AwsCalls with(AwsServiceClientConfiguration client) {
    return new AwsCalls(settings, sender.with(client, account), listener, jitter, account);
  }

  /** Rejects calls from now on with {@link IllegalStateException}, also those of other clients. */
  public void close() {
    sender.close();
  }

  /**
   * Checks that calls are not rejected, before work begins that would have to make them.
   *
   * @throws IllegalStateException if they are closed
   */
  public void requireOpen() {
    sender.requireOpen();
  }

  /**
   * Returns the settings.
   *
   * @return timeouts and time
   */
  public CallSettings settings() {
    return settings;
  }

  /**
   * Returns the time by which an operation that starts now must end.
   *
   * @return the operation timeout from now, or the deadline of the {@link CallScope} if that is
   *     earlier
   */
  public Instant deadline() {
    return CallScope.bounded(now().plus(settings.operationTimeout()));
  }

  /**
   * Returns a call that is made later, to reserve its turn.
   *
   * @param operation the call
   * @return the call
   */
  public PlannedCall planned(Operation operation) {
    return sender.planned(operation);
  }

  /**
   * Makes a call that may safely be repeated.
   *
   * @param operation the call's name in exceptions and logs
   * @param deadline when to give up repeating it
   * @param call makes the call with the given override configuration
   * @param <R> what it returns
   * @return the call's result
   * @throws AwsException if it was rejected, or failed until the deadline
   */
  public <R> R call(
      Operation operation, Instant deadline, Function<AwsRequestOverrideConfiguration, R> call) {
    return repeat(operation, deadline, call, true);
  }

  /**
   * Makes a call that would do something twice if it was repeated, and whose effect cannot be
   * looked up: it is repeated only after a failure that shows that nothing was done.
   *
   * @param operation the call's name in exceptions and logs
   * @param deadline when to give up repeating it
   * @param call makes the call with the given override configuration
   * @param <R> what it returns
   * @return the call's result
   * @throws io.streamcat.exception.OutcomeUnknownException if it may have taken effect
   * @throws AwsException if it was rejected, or did certainly not happen until the deadline
   */
  public <R> R callOnce(
      Operation operation, Instant deadline, Function<AwsRequestOverrideConfiguration, R> call) {
    return repeat(operation, deadline, call, false);
  }

  /**
   * Makes a call, which may safely be repeated, about something that may not be there: looks for
   * it, or ends it. What such a call has ended before its answer was lost is not there any more
   * either.
   *
   * @param operation the call's name in exceptions and logs
   * @param deadline when to give up repeating it
   * @param call makes the call with the given override configuration
   * @param <R> what it returns
   * @return the call's result, or empty if AWS finds nothing
   * @throws AwsException if it was rejected, or failed until the deadline
   */
  public <R> Optional<R> callIfThere(
      Operation operation, Instant deadline, Function<AwsRequestOverrideConfiguration, R> call) {
    try {
      return Optional.of(call(operation, deadline, call));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private <R> R repeat(
      Operation operation,
      Instant deadline,
      Function<AwsRequestOverrideConfiguration, R> call,
      boolean harmless) {
    Attempts attempts = new Attempts(this, listener, operation, deadline);
    while (true) {
      try {
        return sender.send(operation, deadline, call);
      } catch (CallFailure failure) {
        if (failure.outcome() == CallOutcome.UNKNOWN && !harmless) {
          throw failure.outcomeUnknown(DO_NOT_REPEAT_BLINDLY);
        }
        if (!attempts.another(failure.outcome())) {
          throw failure.exception();
        }
      }
    }
  }

  /**
   * Creates a resource that did not exist before, exactly once.
   *
   * @param operation the call's name in exceptions and logs
   * @param deadline when to give up
   * @param create sends the create with the given override configuration, and reads its answer; an
   *     answer that cannot be read counts as lost
   * @param lookUp finds what an earlier send may have created, by the name and the tags it carried,
   *     until the given deadline
   * @param isWhole returns false for a resource found of which a part is not yet; it is looked for
   *     again until lists are sure to show it, and then returned as it is
   * @param <R> the resource's type
   * @return what was created, or found to have been created
   * @throws io.streamcat.exception.OutcomeUnknownException if it may exist, but could not be found
   *     in time
   * @throws AwsException if it was certainly not created
   */
  public <R> R create(
      Operation operation,
      Instant deadline,
      Function<AwsRequestOverrideConfiguration, R> create,
      Function<Instant, Optional<R>> lookUp,
      Predicate<R> isWhole) {
    Attempts attempts = new Attempts(this, listener, operation, deadline);
    while (true) {
      try {
        return sender.send(operation, deadline, create);
      } catch (CallFailure failure) {
        if (failure.outcome() == CallOutcome.UNKNOWN) {
          Optional<R> found = resolve(failure, deadline, lookUp, isWhole);
          if (found.isPresent()) {
            log.info(
                "{} of {} had succeeded although its answer was lost",
                operation.name(),
                operation.resource());
            return found.get();
          }
          if (now().isAfter(deadline)) {
            throw failure.exception();
          }
          attempts.note(failure.outcome());
        } else if (!attempts.another(failure.outcome())) {
          throw failure.exception();
        }
      }
    }
  }

  private <R> Optional<R> resolve(
      CallFailure failure,
      Instant deadline,
      Function<Instant, Optional<R>> lookUp,
      Predicate<R> isWhole) {
    Instant sent = now();
    Optional<R> found;
    try {
      found = await(sent, deadline, () -> lookUp.apply(deadline), isWhole);
    } catch (RuntimeException e) {
      AwsException unknown = failure.outcomeUnknown(FIND_BY_TAGS);
      unknown.addSuppressed(e);
      throw unknown;
    }
    // A search cut short by the deadline has not shown that nothing was created.
    if (found.isEmpty() && !isSettled(sent)) {
      throw failure.outcomeUnknown(FIND_BY_TAGS);
    }
    return found;
  }

  /**
   * Looks for something until it is found, or until lists are sure to show it if it exists.
   *
   * @param since the latest time at which it was created, if it was
   * @param deadline when to stop looking all the same
   * @param lookUp looks once
   * @param <R> the type of what is looked for
   * @return what was found, or empty
   */
  public <R> Optional<R> await(Instant since, Instant deadline, Supplier<Optional<R>> lookUp) {
    return await(since, deadline, lookUp, found -> true);
  }

  /**
   * Looks for something until it is found whole, or until lists are sure to show it if it exists.
   *
   * @param since the latest time at which it was created, if it was
   * @param deadline when to stop looking all the same
   * @param lookUp looks once
   * @param isWhole returns false for something of which a part was not found yet
   * @param <R> the type of what is looked for
   * @return what was found last, or empty
   */
  public <R> Optional<R> await(
      Instant since, Instant deadline, Supplier<Optional<R>> lookUp, Predicate<R> isWhole) {
    return new ConsistencyWait(settings).await(since, deadline, lookUp, isWhole);
  }

  /**
   * Returns true if lists are sure to show what was created at a time.
   *
   * @param since the latest time at which it was created, if it was
   * @return true once the consistency window has passed
   */
  public boolean isSettled(Instant since) {
    return !now().isBefore(since.plus(settings.consistencyWindow()));
  }

  /**
   * Gets pages of a list as a stream; each but the first is fetched when the stream reaches it.
   *
   * @param operation the call's name in exceptions and logs
   * @param deadline when to give up, or null to give each page the operation timeout
   * @param fetch fetches the page of a token; the token is null for the first page
   * @param nextToken reads the token of the following page, null or empty at the end
   * @param items reads a page's items
   * @param <P> a page
   * @param <T> an item
   * @return the items of all pages
   */
  public <P, T> Stream<T> pages(
      Operation operation,
      @Nullable Instant deadline,
      PageFetch<P> fetch,
      Function<P, @Nullable String> nextToken,
      Function<P, Stream<T>> items) {
    Function<@Nullable String, P> page =
        token ->
            call(
                operation,
                deadline == null ? deadline() : deadline,
                override -> fetch.apply(override, token));
    return Stream.iterate(
            Optional.of(page.apply(null)),
            Optional::isPresent,
            current -> current.map(nextToken).filter(token -> !token.isEmpty()).map(page))
        .flatMap(current -> items.apply(current.orElseThrow()));
  }

  /**
   * Waits before another attempt, longer each time.
   *
   * @param attempt how many attempts came before, from 0
   * @param deadline when to give up
   * @return false, at once, if the wait would pass the deadline or the thread is interrupted
   */
  public boolean pause(int attempt, Instant deadline) {
    Duration pause =
        ConsistencyWait.min(FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, 10)), LONGEST_PAUSE);
    // Half of it at random, so that servers throttled together do not come back together.
    double fraction = jitter.getAsDouble() / 2;
    return settings.sleep(pause.minusNanos((long) (pause.toNanos() * fraction)), deadline);
  }

  /**
   * Waits until a time.
   *
   * @param time the time; one that has passed is not waited for
   * @param deadline when to give up
   * @return false, at once, if the time is after the deadline or the thread is interrupted
   */
  public boolean sleepUntil(Instant time, Instant deadline) {
    return settings.sleep(Duration.between(now(), time), deadline);
  }

  private Instant now() {
    return settings.clock().instant();
  }
}
