package io.streamcat.provisioning;

import static io.streamcat.user.ResourceKind.CHANNEL;
import static io.streamcat.user.ResourceKind.CHAT_ROOM;
import static io.streamcat.user.ResourceKind.STAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.repository.Home.Capacity;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of the quotas of a home. */
@Guarantee("CAPACITY-01")
class CapacityTest extends SpareFixture {

  @Test
  void capacity_usersAndSpares_countsBothAndTheGrowthOfUsers() {
    try (StreamCat streamcat = withSpares(2)) {
      streamcat.users().provision(NewUser.withId("old"));
      aws.time().advance(Duration.ofDays(Capacity.DAYS + 1));
      for (int i = 0; i < Capacity.DAYS; i++) {
        streamcat.users().provision(NewUser.withId("user-" + i));
      }
      int requests = requests();

      Map<ResourceKind, Capacity> capacity = streamcat.users().capacity();

      assertThat(requests()).isEqualTo(requests);
      assertThat(capacity)
          .containsOnly(
              Map.entry(CHANNEL, new Capacity(8, 20_000, 1)),
              Map.entry(CHAT_ROOM, new Capacity(8, 50_000, 1)),
              Map.entry(STAGE, new Capacity(8, 1_000, 1)));
      assertThat(capacity.get(STAGE).left()).isEqualTo(992);
      assertThat(capacity.get(STAGE).daysLeft()).hasValue(992);
    }
  }

  @Test
  void capacity_quotasOfTheApplication_areUsed() {
    try (StreamCat streamcat =
        aws.streamCat().users(u -> u.quotas(kind -> kind == STAGE ? 7 : 8)).build()) {
      assertThat(streamcat.users().capacity().get(STAGE)).isEqualTo(new Capacity(0, 7, 0));
      assertThat(streamcat.users().capacity().get(CHANNEL).quota()).isEqualTo(8);
      assertThat(streamcat.users().capacity().get(STAGE).daysLeft())
          .isEqualTo(OptionalLong.empty());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void capacity_quotaIsNotPositive_isRejected(long quota) {
    try (StreamCat streamcat = aws.streamCat().users(u -> u.quotas(kind -> quota)).build()) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> streamcat.users().capacity())
          .withMessageContaining("has " + quota)
          .satisfies(e -> assertThat(e.field()).isEqualTo("quotas"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000, 0, false",
    "899, 1000, 0, false",
    "900, 1000, 0, true",
    "0, 1000, 66, false",
    "0, 1000, 72, true",
    "1200, 1000, 1, true"
  })
  void isLow_usedOrSoonUsed_isTrue(long existing, long quota, double perDay, boolean low) {
    assertThat(new Capacity(existing, quota, perDay).isLow()).isEqualTo(low);
  }
}
