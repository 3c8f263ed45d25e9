package io.streamcat.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.provisioning.Existing;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRepository;
import io.streamcat.simulation.Scheduler;
import io.streamcat.simulation.aws.InMemoryAws;
import io.streamcat.simulation.aws.Transport;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.VirtualTime;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The duration of many adoptions at AWS's quotas, in virtual time. Each user takes two calls of the
 * ten that AWS allows each second for the tags of channels and stages.
 */
@Guarantee("ADOPT-05")
class AdoptionTimeTest {

  /** The number of users; the full number takes too long for every build. */
  private static final int USERS = Boolean.getBoolean("streamcat.campaign") ? 100_000 : 2_000;

  /** The time that the quota for tags takes. */
  private static final Duration QUOTA = Duration.ofMillis(200).multipliedBy(USERS);

  private final VirtualTime time = new VirtualTime();
  private final InMemoryAws aws =
      new InMemoryAws(() -> ChronoUnit.NANOS.between(Scheduler.START, time.instant()), 1);
  private final UserRepository users = UserRepository.inMemory();

  @Test
  void adopt_oneHundredThousandUsers_takesTheTimeOfTheTagQuota() {
    UserProvisioner provisioner = provisioner();
    Instant began = time.instant();

    for (int i = 0; i < USERS; i++) {
      String name = "legacy-" + i;
      Existing existing =
          Existing.channel(
                  aws.ivs(Transport.DIRECT).createChannel(r -> r.name(name)).channel().arn())
              .chatRoom(aws.ivschat(Transport.DIRECT).createRoom(r -> r.name(name)).arn())
              .stage(
                  aws.ivsRealTime(Transport.DIRECT).createStage(r -> r.name(name)).stage().arn());
      provisioner.adopt(NewUser.withId(name), existing);
    }

    Duration taken = Duration.between(began, time.instant());
    System.out.printf("%d users adopted in %d s at AWS's quotas%n", USERS, taken.toSeconds());
    assertThat(users.counts(time.instant()).byState())
        .containsEntry(UserState.ACTIVE, (long) USERS);
    assertThat(taken).isBetween(QUOTA.minusSeconds(2), QUOTA.plus(QUOTA.dividedBy(100)));
  }

  private UserProvisioner provisioner() {
    AwsCalls calls =
        AwsCalls.create(
            SimulatedCalls.settings(time), new CallListener() {}, CallLimiter.standard(time));
    AtomicInteger ids = new AtomicInteger();
    aws.stageQuota(USERS);
    return new DefaultUserProvisioner(
        new ProvisioningContext(
            users,
            new UserResources(
                ChannelService.create(aws.ivs(Transport.DIRECT), calls),
                ChannelSettings.defaults(),
                ChatRoomService.create(aws.ivschat(Transport.DIRECT), calls),
                ChatRoomSettings.defaults(),
                RealTimeService.create(aws.ivsRealTime(Transport.DIRECT), calls),
                StageSettings.defaults()),
            calls,
            new TaskRunner() {
              @Override
              public <T> List<T> all(List<? extends Supplier<T>> tasks) {
                return tasks.stream().<T>map(Supplier::get).toList();
              }
            },
            ProvisioningSettings.defaults("streamcat", Home.of("us-east-1", null)),
            () -> Integer.toString(ids.incrementAndGet())),
        Runnable::run);
  }
}
