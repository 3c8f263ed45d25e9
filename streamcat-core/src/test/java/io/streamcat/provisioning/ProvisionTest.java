package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvisionTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @Test
  void provision_givesOneOfEach() {
    User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));

    assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
    assertThat(aws.existing("channel"))
        .extracting(EmulatedResource::arn)
        .containsExactly(todd.channel().arn());
    assertThat(aws.existing("room"))
        .extracting(EmulatedResource::arn)
        .containsExactly(todd.chatRoom().arn());
    assertThat(aws.existing("stage"))
        .extracting(EmulatedResource::arn)
        .containsExactly(todd.stage().arn());
    assertThat(streamcat.users().find(todd.id())).contains(todd);
  }
}
