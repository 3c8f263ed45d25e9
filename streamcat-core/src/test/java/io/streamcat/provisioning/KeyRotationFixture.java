package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.channel.Channel;
import io.streamcat.channel.StreamKey;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A user whose stream key is rotated. */
abstract class KeyRotationFixture {

  final EmulatedAws aws =
      new EmulatedAws(IvsEmulator.builder().streamEndDelay(Duration.ofSeconds(3)));
  final UserRepository users = UserRepository.inMemory();
  final List<Phase> phases = new ArrayList<>();
  final StreamCat streamcat = builder(FailurePolicy.ROLL_BACK).build();
  final User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
  final Channel channel = todd.channel();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  StreamCatBuilder builder(FailurePolicy policy) {
    return aws.streamCat()
        .storage(s -> s.users(users))
        .users(u -> u.failurePolicy(policy).listener(step -> phases.add(step.phase())));
  }

  UserRecord stored() {
    return users.findById(todd.id()).orElseThrow();
  }

  /** Asserts that the channel has one key, which is the recorded one and not the old one. */
  void rotated() {
    Invariants.oneStreamKeyEach(aws, List.of(stored().user()));
    StreamKey recorded = stored().user().channel().streamKey();
    assertThat(recorded.arn()).isNotEqualTo(channel.streamKey().arn());
    assertThat(streamcat.channelService().get(channel.arn())).contains(channel.with(recorded));
    assertThat(stored().isComplete()).isTrue();
    assertThat(stored().lease()).isNull();
  }
}
