package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.OverloadedException;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** More registrations at once than AWS allows in a second. */
public final class SignUpBurst {

  private SignUpBurst() {}

  public static void main(String[] args) {
    Throttles throttles = new Throttles();
    // The emulator throttles as AWS does, and StreamCat limits its calls as it does for AWS.
    try (IvsEmulator emulator = IvsEmulator.builder().enforceQuotas(true).start();
        StreamCat streamcat =
            EmulatorSetup.connect(emulator)
                .aws(a -> a.limitLocalCalls(true).callListener(throttles))
                .build()) {
      // AWS allows five creates of a kind in a second. Further calls wait for their turn.
      List<CompletableFuture<User>> burst =
          IntStream.range(0, 20)
              .mapToObj(i -> streamcat.users().provisionAsync(NewUser.withId("user-" + i)))
              .toList();

      // A call that cannot wait so long is rejected immediately, before anything exists.
      try {
        streamcat.users().provision(NewUser.withId("hasty"), Duration.ofSeconds(1));
      } catch (OverloadedException e) {
        System.out.println("rejected; a wait is expected: " + !e.expectedWait().isZero());
      }

      burst.forEach(CompletableFuture::join);
      System.out.println("registered: " + streamcat.users().list().count());
      System.out.println("calls that waited: " + (throttles.waits.get() > 0));
      System.out.println("calls that AWS throttled: " + throttles.throttled.get());
    }
  }

  /** Counts the calls that waited before they were sent, and those that AWS throttled. */
  private static final class Throttles implements CallListener {
    private final AtomicInteger waits = new AtomicInteger();
    private final AtomicInteger throttled = new AtomicInteger();

    @Override
    public void onWait(Operation operation, Duration duration) {
      waits.incrementAndGet();
    }

    @Override
    public void onCall(Operation operation, CallOutcome outcome, Duration duration) {
      if (outcome == CallOutcome.THROTTLED) {
        throttled.incrementAndGet();
      }
    }
  }
}
