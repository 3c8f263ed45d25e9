package io.streamcat.aws;

import io.streamcat.aws.ResourceOperations.PlannedCall;
import io.streamcat.aws.internal.Attempts;
import io.streamcat.aws.internal.AwsClients;
import io.streamcat.aws.internal.CallFailure;
import io.streamcat.aws.internal.CallGate;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.aws.internal.CallSender;
import io.streamcat.aws.internal.ConsistencyWait;
import io.streamcat.aws.internal.RequestPolicy;
import io.streamcat.aws.internal.SafeCreate;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.ResourceNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/**
 * Calls of AWS that are repeated after a failure only if repeating is safe.
 *
 * <p>Every request is sent once by the SDK, however its client was configured. Throttled calls are
 * retried with backoff and jitter. Reads, updates and deletes are also retried after a failure of
 * unknown outcome. A create is retried only if a look-up has shown that it did not happen. A call
 * whose effect cannot be looked up is never retried after a failure of unknown outcome. Thread
 * safe.
 */
public final class AwsCalls {

  private static final String DO_NOT_REPEAT_BLINDLY =
      "the call may have taken effect; retrying could repeat it";

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
   * Creates an instance for clients of any origin.
   *
   * @param settings timeouts and time
   * @return a new instance
   */
  public static AwsCalls create(CallSettings settings) {
    return create(settings, new CallListener() {}, null);
  }

  /**
   * Creates an instance for clients of any origin.
   *
   * @param settings timeouts and time
   * @param listener the listener to outcomes, retries and waits
   * @param limiter the limiter that decides how long calls wait; null for {@link
   *     CallLimiter#standard()}, and no limiter for clients whose endpoint is on this machine
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

  /**
   * Returns an instance that draws its pauses from another source of random numbers from 0 to below
   * 1.
   */
  AwsCalls jitteredBy(DoubleSupplier source) {
    return new AwsCalls(settings, sender, listener, source, account);
  }

  /**
   * Returns an instance for clients of an account; servers share the rate limits of an account.
   *
   * @param value the 12 digits of the account, or null if it is not known
   * @return an instance with the same settings and listener
   */
  public AwsCalls inAccount(@Nullable String value) {
    return new AwsCalls(settings, sender, listener, jitter, value);
  }

  /**
   * Returns an instance for one client. Requests cost less if {@link AwsClients} has built the
   * client.
   *
   * @param client the client's configuration
   * @return an instance with the same settings and listener
   */
  public AwsCalls with(AwsServiceClientConfiguration client) {
    return new AwsCalls(settings, sender.with(client, account), listener, jitter, account);
  }

  /** Rejects calls of all clients from now on with {@link IllegalStateException}. */
  public void close() {
    sender.close();
  }

  /**
   * Checks that calls are still accepted, before work begins that needs them.
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
   * Returns a planned call, whose turn can be reserved.
   *
   * @param operation the call
   * @return the call
   */
  public PlannedCall planned(Operation operation) {
    return sender.planned(operation);
  }

  /**
   * Sends a call that may safely be repeated.
   *
   * @param operation the call's name in exceptions and logs
   * @param deadline when to give up repeating it
   * @param call sends the call with the given override configuration
   * @param <R> the result's type
   * @return the call's result
   * @throws AwsException if it was rejected, or failed until the deadline
   */
  public <R> R call(
      Operation operation, Instant deadline, Function<AwsRequestOverrideConfiguration, R> call) {
    return repeat(operation, deadline, call, true);
  }

  /**
   * Sends a call that is not idempotent and whose effect cannot be looked up. It is repeated only
   * after a failure that shows that the call had no effect.
   *
   * @param operation the call's name in exceptions and logs
   * @param deadline when to give up repeating it
   * @param call sends the call with the given override configuration
   * @param <R> the result's type
   * @return the call's result
   * @throws io.streamcat.exception.OutcomeUnknownException if it may have taken effect
   * @throws AwsException if it was rejected, or certainly had no effect by the deadline
   */
  public <R> R callOnce(
      Operation operation, Instant deadline, Function<AwsRequestOverrideConfiguration, R> call) {
    return repeat(operation, deadline, call, false);
  }

  /**
   * Sends a call that may safely be repeated and that reads or deletes something that may not
   * exist. If an answer is lost after a deletion, the repetition finds nothing, which counts as
   * success.
   *
   * @param operation the call's name in exceptions and logs
   * @param deadline when to give up repeating it
   * @param call sends the call with the given override configuration
   * @param <R> the result's type
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
   * @param lookUp finds the resource that an earlier attempt may have created, by its name and
   *     tags, until the given deadline
   * @param isWhole returns false if a part of the resource was not found yet; the look-up is
   *     repeated until lists are sure to show the part, then the resource is returned as it is
   * @param <R> the resource's type
   * @return the resource that was created now or by an earlier attempt
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
    return new SafeCreate(this, sender, listener)
        .create(operation, deadline, create, lookUp, isWhole);
  }

  /**
   * Repeats a look-up until it finds something, or until lists are sure to show the resource if it
   * exists.
   *
   * @param since the latest time at which the resource may have been created
   * @param deadline when to stop in any case
   * @param lookUp performs one look-up
   * @param <R> the resource's type
   * @return the resource, or empty if it certainly does not exist
   * @throws io.streamcat.exception.StreamCatException if the deadline or an interrupt came first;
   *     {@code retryable()} is true
   */
  public <R> Optional<R> await(Instant since, Instant deadline, Supplier<Optional<R>> lookUp) {
    return await(since, deadline, lookUp, found -> true);
  }

  /**
   * Repeats a look-up until it finds the whole resource, or until lists are sure to show the
   * resource if it exists.
   *
   * @param since the latest time at which the resource may have been created
   * @param deadline when to stop in any case
   * @param lookUp performs one look-up
   * @param isWhole returns false if a part of the resource was not found yet
   * @param <R> the resource's type
   * @return the result of the last look-up; empty if the resource certainly does not exist
   * @throws io.streamcat.exception.StreamCatException if nothing was found, and the deadline or an
   *     interrupt came first; {@code retryable()} is true
   */
  public <R> Optional<R> await(
      Instant since, Instant deadline, Supplier<Optional<R>> lookUp, Predicate<R> isWhole) {
    return new ConsistencyWait(settings).await(since, deadline, lookUp, isWhole);
  }

  /**
   * Waits until lists are sure to show every resource that was created by a time.
   *
   * @param since the latest time at which a resource may have been created
   * @param deadline when to stop in any case
   * @return false if the deadline or an interrupt came first
   */
  public boolean awaitCurrentLists(Instant since, Instant deadline) {
    return new ConsistencyWait(settings).elapse(since, deadline);
  }

  /**
   * Returns whether lists are sure to show a resource that was created by a time.
   *
   * @param since the latest time at which the resource may have been created
   * @return true once the consistency window has passed
   */
  public boolean areListsCurrent(Instant since) {
    return !now().isBefore(since.plus(settings.consistencyWindow()));
  }

  /**
   * Streams the items of a list. The first page is fetched now, each further page when the stream
   * reaches it.
   *
   * @param operation the call's name in exceptions and logs
   * @param deadline when to give up, or null to apply the operation timeout to each page
   * @param fetch fetches the page of a token with the given override configuration; the token is
   *     null for the first page
   * @param nextToken reads the token of the following page, null or empty at the end
   * @param items reads a page's items
   * @param <P> a page
   * @param <T> an item
   * @return the items of all pages
   */
  public <P, T> Stream<T> pages(
      Operation operation,
      @Nullable Instant deadline,
      BiFunction<AwsRequestOverrideConfiguration, @Nullable String, P> fetch,
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
   * @param attempt the number of attempts before, from 0
   * @param deadline when to give up
   * @return false, immediately, if the wait would pass the deadline or the thread is interrupted
   */
  public boolean pause(int attempt, Instant deadline) {
    Duration pause =
        ConsistencyWait.min(FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, 10)), LONGEST_PAUSE);
    // Half of the pause is random, so that servers throttled together do not retry together.
    double fraction = jitter.getAsDouble() / 2;
    return settings.sleep(pause.minusNanos((long) (pause.toNanos() * fraction)), deadline);
  }

  /**
   * Waits until a time.
   *
   * @param time the time; returns immediately if it has passed
   * @param deadline when to give up
   * @return false, immediately, if the time is after the deadline or the thread is interrupted
   */
  public boolean sleepUntil(Instant time, Instant deadline) {
    return settings.sleep(Duration.between(now(), time), deadline);
  }

  private Instant now() {
    return settings.clock().instant();
  }
}
