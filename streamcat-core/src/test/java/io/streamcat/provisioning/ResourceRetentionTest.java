package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static io.streamcat.user.ResourceKind.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelService;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Users who go while their resources stay in AWS. */
@Guarantee("ADOPT-03")
class ResourceRetentionTest extends AdoptionFixture {

  @Test
  void deprovision_retain_userGoesAndUntaggedResourcesStay() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      aws.emulator().startStream(todd.channel().arn());
      List<String> before = aws.emulator().resources().stream().map(EmulatedResource::arn).toList();

      streamcat.users().deprovision(todd.id(), ResourcePolicy.RETAIN);

      assertThat(streamcat.users().find(todd.id())).isEmpty();
      assertThat(aws.emulator().resources())
          .extracting(EmulatedResource::arn)
          .containsExactlyInAnyOrderElementsOf(before);
      assertThat(tags(todd.channel().arn())).isEmpty();
      assertThat(tags(todd.chatRoom().arn())).isEmpty();
      assertThat(tags(todd.stage().arn())).isEmpty();
      assertThat(streamcat.channelService().isLive(todd.channel().arn())).isTrue();
    }
  }

  @Test
  void deprovision_retainAdopted_keepsTheTagsOfOthers() {
    Existing existing = existing();
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().adopt(TODD, existing);

      streamcat.users().deprovision(todd.id(), ResourcePolicy.RETAIN);

      untouched(existing);
      assertThat(streamcat.users().adopt(TODD, existing).state()).isEqualTo(UserState.ACTIVE);
    }
  }

  @Test
  void deprovision_retainFails_isResumedAndDeletesNothing() {
    Existing existing = existing();
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().adopt(TODD, existing);
      aws.emulator()
          .faults()
          .add(FaultRule.error("UntagResource", "AccessDeniedException").times(1));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id(), ResourcePolicy.RETAIN));

      // A removal that has begun keeps its policy.
      streamcat.users().deprovision(todd.id());

      assertThat(streamcat.users().find(todd.id())).isEmpty();
      untouched(existing);
    }
  }

  /** The failed request may be late, so the channel, and nothing else, is released later. */
  @Test
  void deprovision_oneReleaseMayBeLate_recordsTheOthers() {
    AtomicBoolean fails = new AtomicBoolean(true);
    try (StreamCat lasting = streamCat(FailurePolicy.ROLL_BACK);
        StreamCat streamcat =
            builder(FailurePolicy.ROLL_BACK)
                .services(s -> s.channelService(failing(lasting.channelService(), fails)))
                .build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id(), ResourcePolicy.RETAIN))
          .withMessageContaining("IllegalStateException")
          .satisfies(e -> assertThat(e.leftBehind()).containsExactly(todd.channel().arn()));
      assertThat(users.findById(todd.id()).orElseThrow().resources().kinds())
          .containsExactly(CHANNEL);

      fails.set(false);
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id()))
          .withMessageContaining("earlier requests may still change");
      assertThat(aws.recover(streamcat).removed()).containsExactly(todd.id());
      assertThat(tags(todd.channel().arn())).isEmpty();
    }
  }

  private static ChannelService failing(ChannelService service, AtomicBoolean fails) {
    return InterceptingProxy.before(
        ChannelService.class,
        service,
        "untag",
        () -> {
          if (fails.get()) {
            throw new IllegalStateException("no answer");
          }
        });
  }

  @Test
  void deprovision_retainAfterDeletionBegan_isRejected() {
    Existing existing = existing();
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().adopt(TODD, existing);
      aws.emulator()
          .faults()
          .add(FaultRule.error("DeleteChannel", "AccessDeniedException").times(1));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id()));

      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id(), ResourcePolicy.RETAIN))
          .satisfies(e -> assertThat(e.field()).isEqualTo("policy"));
    }
  }

  @Test
  void deprovision_retainAfterEverythingWasDeleted_isRejected() {
    AtomicBoolean fails = new AtomicBoolean(true);
    try (StreamCat streamcat = streamCat(fails)) {
      User todd = streamcat.users().adopt(TODD, Existing.channel(channel()));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id()))
          .satisfies(e -> assertThat(e.leftBehind()).isEmpty());
      assertThat(aws.emulator().resources()).isEmpty();
      fails.set(false);

      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id(), ResourcePolicy.RETAIN))
          .satisfies(e -> assertThat(e.field()).isEqualTo("policy"));

      streamcat.users().deprovision(todd.id());
      assertThat(streamcat.users().find(todd.id())).isEmpty();
    }
  }

  @Test
  void deprovision_retainAfterEverythingWasReleased_finishesTheRemoval() {
    AtomicBoolean fails = new AtomicBoolean(true);
    Existing existing = existing();
    try (StreamCat streamcat = streamCat(fails)) {
      User todd = streamcat.users().adopt(TODD, existing);
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id(), ResourcePolicy.RETAIN));
      fails.set(false);

      streamcat.users().deprovision(todd.id(), ResourcePolicy.RETAIN);

      assertThat(streamcat.users().find(todd.id())).isEmpty();
      untouched(existing);
    }
  }

  /** A StreamCat whose removal hook fails for a while. */
  private StreamCat streamCat(AtomicBoolean fails) {
    return builder(FailurePolicy.ROLL_BACK)
        .users(
            u ->
                u.removalHook(
                    user -> {
                      if (fails.get()) {
                        throw new IllegalStateException("the row is referenced");
                      }
                    }))
        .build();
  }

  @Test
  void deprovision_retainUserWithMissingStage_deletesOnlyWhatIsNotRecorded() {
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      aws.emulator().faults().add(FaultRule.responseLost("CreateStage").times(1));
      aws.emulator().faults().add(FaultRule.error("ListStages", "AccessDeniedException").times(1));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().provision(TODD));
      assertThat(aws.existing("stage")).hasSize(1);

      streamcat.users().deprovision(TODD.id(), ResourcePolicy.RETAIN);

      assertThat(users.page(null, 10)).isEmpty();
      assertThat(aws.existing("stage")).isEmpty();
      assertThat(aws.existing("channel")).hasSize(1);
      assertThat(aws.existing("room")).hasSize(1);
    }
  }

  @Test
  void deprovision_retainGoneChannel_succeeds() {
    Existing existing = existing();
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().adopt(TODD, existing);
      streamcat.channelService().delete(existing.arns().get(CHANNEL));

      streamcat.users().deprovision(todd.id(), ResourcePolicy.RETAIN);

      assertThat(streamcat.users().find(todd.id())).isEmpty();
    }
  }
}
