package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelService;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Labels of a worker that has stalled past its lease. */
@Guarantee("SPARE-02")
class SpareLateLabelTest extends SpareFixture {

  private final StreamCat streamcat = withSpares(1);
  private final User todd = streamcat.users().provision(NewUser.withId("todd"));

  /** Runs the recovery of a worker that stalls right before it labels the channel. */
  private void labelAfter(Runnable work) {
    AtomicBoolean stalled = new AtomicBoolean();
    ChannelService channels =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "tag",
            () -> {
              if (stalled.compareAndSet(false, true)) {
                aws.time().advance(Duration.ofHours(3));
                work.run();
              }
            });
    try (StreamCat late =
        aws.streamCat()
            .storage(s -> s.users(users))
            .services(s -> s.channelService(channels))
            .build()) {
      late.recovery().run();
    }
    assertThat(stalled).isTrue();
  }

  @Test
  void deprovision_retainWhileAWorkerStallsBeforeItsLabel_leavesNeitherTagNorName() {
    labelAfter(() -> streamcat.users().deprovision(todd.id(), ResourcePolicy.RETAIN));

    assertThat(aws.existing("channel"))
        .singleElement()
        .satisfies(channel -> assertThat(channel.tags()).isEmpty())
        .satisfies(channel -> assertThat(channel.name()).isEqualTo(todd.channel().name()));
  }

  @Test
  void adopt_whileAWorkerStallsBeforeTheLabelOfThePreviousUser_keepsTheNewUsersTagAndName() {
    labelAfter(
        () -> {
          streamcat.users().deprovision(todd.id(), ResourcePolicy.RETAIN);
          streamcat
              .users()
              .adopt(
                  NewUser.withId("ann"),
                  Existing.channel(todd.channel().arn())
                      .chatRoom(todd.chatRoom().arn())
                      .stage(todd.stage().arn()));
        });
    aws.recover(streamcat);

    User ann = streamcat.users().list().findFirst().orElseThrow();
    Invariants.exactlyOneOfEach(aws, ann);
    assertThat(aws.existing("channel"))
        .filteredOn(channel -> channel.arn().equals(ann.channel().arn()))
        .singleElement()
        .satisfies(channel -> assertThat(channel.name()).isEqualTo(ann.channel().name()));
  }
}
