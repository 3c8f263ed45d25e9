package io.streamcat.simulation.aws;

import io.streamcat.simulation.Decision;
import io.streamcat.simulation.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A transport through the scheduler: each call passes a point before and after its effect, and
 * fails as the schedule decides, with the SDK's exceptions.
 */
public final class SimulatedTransport implements Transport {

  /** The transit time of a request or an answer. */
  private static final long HALF_A_CALL = Duration.ofMillis(20).toNanos();

  private final Scheduler scheduler;
  private final InMemoryAws aws;
  private final long callTimeout;

  /**
   * Creates a transport to an account.
   *
   * @param scheduler the run
   * @param aws the account
   * @param callTimeout the time that a caller waits for a missing answer
   */
  public SimulatedTransport(Scheduler scheduler, InMemoryAws aws, Duration callTimeout) {
    this.scheduler = scheduler;
    this.aws = aws;
    this.callTimeout = callTimeout.toNanos();
  }

  @Override
  public <R> R call(
      AwsOperation<R> operation, AwsRequest request, Object subject, Supplier<R> effect) {
    Decision decision = scheduler.point(operation.before(), subject);
    if (Thread.currentThread().isInterrupted()) {
      throw AbortedException.create("Thread was interrupted");
    }
    ClientConfigurations.transmit(request);
    if (decision == null) {
      return succeed(operation, effect);
    }
    return fail(operation, decision, effect);
  }

  private <R> R succeed(AwsOperation<R> operation, Supplier<R> effect) {
    scheduler.spend(HALF_A_CALL);
    R answer;
    try {
      answer = effect.get();
    } catch (AwsServiceException e) {
      scheduler.point(operation.after(), e.awsErrorDetails().errorCode());
      scheduler.spend(HALF_A_CALL);
      throw e;
    }
    scheduler.point(operation.after(), null);
    scheduler.spend(HALF_A_CALL);
    return answer;
  }

  /** Executes a call whose answer, success or error, never arrives. */
  private void succeedUnheard(AwsOperation<?> operation, Supplier<?> effect) {
    scheduler.spend(HALF_A_CALL);
    takeEffectUnheard(effect);
    scheduler.point(operation.after(), null);
  }

  private static void takeEffectUnheard(Supplier<?> effect) {
    try {
      var unused = effect.get();
    } catch (AwsServiceException e) {
      // The caller gets another answer.
    }
  }

  private <R> R fail(AwsOperation<R> operation, Decision decision, Supplier<R> effect) {
    Errors service = operation.service();
    long nanos = Duration.ofMillis(decision.millis()).toNanos();
    switch (decision.fault()) {
      case STALL_SENDING -> {
        scheduler.stall(nanos);
        return succeed(operation, effect);
      }
      case NOT_SENT -> throw clientError("Unable to connect", new ConnectException("refused"));
      case REQUEST_LOST -> throw clientError("Connection reset", new IOException("reset"));
      case THROTTLED -> throw service.of("ThrottlingException", "Rate exceeded");
      case QUOTA_REACHED -> throw service.of("ServiceQuotaExceededException", "Too many");
      case ACCESS_DENIED -> throw service.of("AccessDeniedException", "Not authorized");
      case INVALID -> throw service.of("ValidationException", "Not valid");
      case CLOCK_SKEWED -> throw service.of("RequestTimeTooSkewed", "Your clock is off");
      case FAILED -> throw service.of("InternalServerException", "Try again");
      case PROXY_ERROR -> throw service.ofProxy(404);
      case PROXY_PAGE ->
          throw clientError(
              "Unable to unmarshall response", new IllegalStateException("unexpected '<'"));
      case EMPTY_ANSWER -> {
        return operation.empty().get();
      }
      case ANSWER_LOST -> {
        succeedUnheard(operation, effect);
        throw clientError("Connection reset", new IOException("reset"));
      }
      case FAILED_AFTER_EFFECT -> {
        succeedUnheard(operation, effect);
        throw service.of("InternalServerException", "Try again");
      }
      case UNREADABLE_ANSWER -> {
        succeedUnheard(operation, effect);
        throw new UncheckedIOException(new IOException("broken body"));
      }
      case INTERRUPTED_AFTER_EFFECT -> {
        succeedUnheard(operation, effect);
        Thread.currentThread().interrupt();
        throw AbortedException.create("Thread was interrupted");
      }
      case LATE_EFFECT -> {
        Runnable late = once(() -> takeEffectUnheard(effect));
        // Also if the server stalls, because a stall does not stop a request in transit.
        scheduler.later(callTimeout + nanos, late);
        try {
          scheduler.await(callTimeout);
        } finally {
          // Earlier if the caller was interrupted or died meanwhile.
          scheduler.later(nanos, late);
        }
        throw clientError("Read timed out", new SocketTimeoutException("Read timed out"));
      }
      case STALE_LIST, STALE_GET, LATE_TAGS, SHIFTED_PAGES -> {
        aws.account().lags().add(decision.fault(), operation.name(), nanos);
        return succeed(operation, effect);
      }
      default -> throw new IllegalArgumentException(operation.name() + ": " + decision);
    }
  }

  private static Runnable once(Runnable effect) {
    Queue<Runnable> left = new ArrayDeque<>(List.of(effect));
    return () -> {
      Runnable next = left.poll();
      if (next != null) {
        next.run();
      }
    };
  }

  private static SdkClientException clientError(String message, Exception cause) {
    return SdkClientException.builder()
        .message(message)
        .cause(cause)
        .writableStackTrace(false)
        .build();
  }
}
