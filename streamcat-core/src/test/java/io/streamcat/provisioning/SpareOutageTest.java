package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.StreamCatException;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registrations from spares while AWS is away. */
@Guarantee("SPARE-04")
class SpareOutageTest extends SpareFixture {

  private static final int USERS = 100;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void provision_awsIsAwayForTwoMinutes_signUpsContinueAndLabelsFollow(boolean refuses) {
    try (StreamCat streamcat = withSpares(USERS)) {
      aws.emulator()
          .faults()
          .add(
              (refuses
                      ? FaultRule.error(FaultRule.ANY_OPERATION, "InternalServerException")
                      : FaultRule.dropBefore(FaultRule.ANY_OPERATION))
                  .times(0));
      Instant end = aws.time().instant().plus(Duration.ofMinutes(2));
      List<User> all = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        aws.time().advance(Duration.ofMillis(1_200));
        all.add(streamcat.users().provision(NewUser.withId("user-" + i), Duration.ofSeconds(5)));
      }
      assertThat(aws.time().instant()).isEqualTo(end);
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(
              () -> streamcat.users().provision(NewUser.withId("too-late"), Duration.ofSeconds(5)));
      streamcat.recovery().run();

      aws.emulator().faults().clear();
      aws.recover(streamcat);
      aws.recover(streamcat);

      for (User user : all) {
        Invariants.exactlyOneOfEach(aws, streamcat.users().find(user.id()).orElseThrow());
      }
      assertThat(spares()).hasSize(USERS);
      aws.time().advance(Duration.ofHours(2));
      assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
    }
  }
}
