package io.streamcat.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.internal.BucketCallLimiter;
import io.streamcat.aws.internal.InMemoryBuckets;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The duration of the work on a queue by three servers that share AWS's rates, on a clock on which
 * waits overlap. A server that has died leaves users whose resources must be looked for.
 */
@Guarantee("BULK-04")
class FleetTimeTest extends AdmissionFixture {

  private static final int SERVERS = 3;
  private static final int USERS = 300;

  private final CallLimiter.Buckets shared = new InMemoryBuckets(time.meter());

  private UserProvisioner server() {
    aws.stageQuota(USERS);
    return provisioner(
        FailurePolicy.RESUME,
        false,
        new BucketCallLimiter(shared, new InMemoryBuckets(time.meter())));
  }

  private boolean isQueued() {
    return users.counts(time.instant()).byState().getOrDefault(UserState.QUEUED, 0L) > 0;
  }

  private Instant work(UserProvisioner server) {
    while (isQueued()) {
      server.recovery().run(USERS, Duration.ofHours(1));
      sleep(PACE);
    }
    return time.instant();
  }

  /** Claims users for a server that has died without creating anything. */
  private void dieAtWork() {
    Lease lease = new Lease("dead", time.instant().plusSeconds(USERS / 10));
    for (UserRecord user : users.page(UserState.QUEUED, null, Recovery.PARALLELISM)) {
      assertThat(users.update(user, user.claimed(lease).written("dead"))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recovery_threeServersOnOneQueue_useTheWholeQuotaAndNoMore(boolean oneHasDied) {
    Stream<NewUser> queue = IntStream.range(0, USERS).mapToObj(i -> NewUser.withId(number(i)));
    server().enqueue(queue);
    if (oneHasDied) {
      dieAtWork();
    }
    Instant began = time.instant();

    Instant ended =
        time
            .all(
                IntStream.range(0, SERVERS)
                    .<Supplier<Instant>>mapToObj(i -> () -> work(server()))
                    .toList())
            .stream()
            .max(Instant::compareTo)
            .orElseThrow();

    // The first calls use the burst; the last ones take the latency.
    Duration taken = Duration.between(began, ended).minus(LATENCY);
    double share = (double) PACE.multipliedBy(USERS).toMillis() / taken.toMillis();
    System.out.printf("%d users on three servers: %.3f of the quota%n", USERS, share);
    assertThat(transport.throttled()).isZero();
    assertThat(created("channel")).hasSize(USERS);
    assertThat(share).isGreaterThan(0.99);
  }
}
