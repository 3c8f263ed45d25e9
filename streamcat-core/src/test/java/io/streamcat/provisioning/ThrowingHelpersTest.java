package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.provisioning.internal.Parallel;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners, limiters, hooks and executors of the application that throw any throwable. */
@Guarantee("PROV-11")
class ThrowingHelpersTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();

  @AfterEach
  void close() {
    aws.close();
  }

  private StreamCatBuilder builder() {
    return aws.streamCat().storage(s -> s.users(users));
  }

  /** Throws a checked exception, like code that is not written in Java. */
  static Stream<Throwable> throwables() {
    return Stream.of(
        new IllegalStateException("broken"),
        new NoClassDefFoundError("com/example/Metrics"),
        new IOException("not declared"));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E undeclared(Throwable e) throws E {
    throw (E) e;
  }

  private void provisions(StreamCat streamcat) {
    try (streamcat) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      Invariants.exactlyOneOfEach(aws, todd);
    }
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void provision_provisioningListenerThrows_succeeds(Throwable thrown) {
    provisions(
        builder()
            .users(
                u ->
                    u.listener(
                        step -> {
                          throw ThrowingHelpersTest.<RuntimeException>undeclared(thrown);
                        }))
            .build());
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void provision_callListenerThrows_succeeds(Throwable thrown) {
    aws.emulator().faults().add(FaultRule.responseLost("CreateStage"));
    provisions(
        builder()
            .aws(
                a ->
                    a.callListener(
                        new CallListener() {
                          @Override
                          public void onCall(
                              Operation operation, CallOutcome outcome, Duration duration) {
                            throw ThrowingHelpersTest.<RuntimeException>undeclared(thrown);
                          }
                        }))
            .build());
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void provision_callLimiterThrows_succeeds(Throwable thrown) {
    CallLimiter limiter =
        (operation, priority) -> {
          throw ThrowingHelpersTest.<RuntimeException>undeclared(thrown);
        };
    provisions(builder().aws(a -> a.callLimiter(limiter)).build());
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void provision_callLimiterThrowsWhenItPaces_succeeds(Throwable thrown) {
    CallLimiter limiter =
        new CallLimiter() {
          @Override
          public CallLimiter.Turn reserve(CallLimiter.Call call, Duration longestWait) {
            return CallLimiter.Turn.granted(Duration.ZERO);
          }

          @Override
          public CallLimiter.Turn pace(CallLimiter.Call call, Duration longestWait) {
            throw ThrowingHelpersTest.<RuntimeException>undeclared(thrown);
          }
        };
    provisions(builder().aws(a -> a.callLimiter(limiter)).build());
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void deprovision_removalHookThrows_reportsAndCountsTheAttempt(Throwable thrown) {
    try (StreamCat streamcat =
        builder()
            .users(
                u ->
                    u.removalHook(
                        user -> {
                          throw ThrowingHelpersTest.<RuntimeException>undeclared(thrown);
                        }))
            .build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id()))
          .withMessageContaining(thrown.getClass().getName());
      assertThat(users.findById(todd.id()).orElseThrow())
          .satisfies(
              record -> {
                assertThat(record.state()).isEqualTo(UserState.DEPROVISIONING);
                assertThat(record.lease()).isNull();
                assertThat(record.pending().attempts()).isEqualTo(1);
              });
    }
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void call_oneTaskThrows_doesTheOthers(Throwable thrown) {
    AtomicBoolean done = new AtomicBoolean();
    List<Supplier<Boolean>> tasks =
        List.of(
            () -> {
              throw ThrowingHelpersTest.<RuntimeException>undeclared(thrown);
            },
            () -> done.compareAndSet(false, true));

    Throwable thrownByCall = catchThrowable(() -> Parallel.call(task -> {}, tasks));

    assertThat(
            thrownByCall instanceof UndeclaredThrowableException undeclared
                ? undeclared.getCause()
                : thrownByCall)
        .isSameAs(thrown);
    assertThat(done).isTrue();
  }

  @Test
  void call_noThreadCanBeStarted_callerDoesTheWork() {
    Executor exhausted =
        task -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    List<Supplier<Integer>> tasks = List.of(() -> 1, () -> 2);

    assertThat(Parallel.call(exhausted, tasks)).containsExactly(1, 2);
  }
}
