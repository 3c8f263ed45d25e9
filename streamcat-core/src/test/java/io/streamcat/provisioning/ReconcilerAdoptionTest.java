package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Adoption of a channel in place of a recorded one that is gone. */
@Guarantee("KEYS-09")
class ReconcilerAdoptionTest extends ReconcilerFixture {

  @Test
  void apply_missingPrivateChannel_makesTheAdoptedOnePrivate() {
    User todd = provision("todd");
    streamcat
        .users()
        .changeChannel(todd.id(), change -> change.authorized(true), LiveChannelPolicy.REFUSE);
    String other = create(ResourceKind.CHANNEL, todd.channel().tags());
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    passALongTime();

    applied(planned(Finding.Type.ADOPTABLE, ResourceKind.CHANNEL));

    User after = current(todd);
    assertThat(after.channel().arn()).isEqualTo(other);
    assertThat(after.channel().settings().authorized()).isTrue();
    assertThat(streamcat.channelService().get(other)).contains(after.channel());
    Invariants.oneStreamKeyEach(aws, List.of(after));
  }
}
