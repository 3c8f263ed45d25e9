package io.streamcat.aws.internal;

import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceOperations.PlannedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;

/** A sender of requests: sends each request once, at its turn, and classifies failures. */
public final class CallSender {

  private final CallSettings settings;
  private final RequestPolicy policy;
  private final CallGate gate;
  private final CallListener listener;
  private final AtomicBoolean closed;

  public CallSender(
      CallSettings settings,
      RequestPolicy policy,
      CallGate gate,
      CallListener listener,
      AtomicBoolean closed) {
    this.settings = settings;
    this.policy = policy;
    this.gate = gate;
    this.listener = listener;
    this.closed = closed;
  }

  /**
   * Returns the sender for one client.
   *
   * @param account the account, null if it is not set
   */
  public CallSender with(AwsServiceClientConfiguration client, @Nullable String account) {
    String region = client.region() == null ? "local" : client.region().id();
    return new CallSender(
        settings,
        RequestPolicy.of(client.overrideConfiguration(), settings.callTimeout()),
        gate.at(
            client.endpointOverride().orElse(null),
            account == null ? region : account + ":" + region),
        listener,
        closed);
  }

  /** Rejects calls from now on, of every client. */
  public void close() {
    closed.set(true);
  }

  public void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("StreamCat is closed");
    }
  }

  public PlannedCall planned(Operation operation) {
    return new ReservableCall(gate, operation);
  }

  /**
   * Sends a request and reads its answer.
   *
   * @param call sends the request and reads the answer; an exception after the request may have
   *     been sent counts as an unknown outcome, unless it is AWS's own rejection
   * @throws CallFailure if the call fails
   * @throws io.streamcat.exception.AwsException if the request was not sent before the deadline
   * @throws IllegalStateException if calls are closed
   */
  public <R> R send(
      Operation operation, Instant deadline, Function<AwsRequestOverrideConfiguration, R> call)
      throws CallFailure {
    requireOpen();
    gate.pass(operation, deadline);
    Transmission transmission =
        new Transmission(settings.clock(), deadline, () -> gate.pace(operation, deadline));
    Instant began = settings.clock().instant();
    try {
      R answer = call.apply(policy.noting(transmission));
      ended(operation, CallOutcome.SUCCEEDED, began);
      return answer;
    } catch (RuntimeException e) {
      if (e instanceof AbortedException) {
        Thread.currentThread().interrupt();
      }
      CallOutcome outcome = CallOutcomes.of(e, transmission);
      ended(operation, outcome, began);
      throw new CallFailure(operation, outcome, e, transmission);
    }
  }

  private void ended(Operation operation, CallOutcome outcome, Instant began) {
    listener.onCall(operation, outcome, Duration.between(began, settings.clock().instant()));
  }
}
