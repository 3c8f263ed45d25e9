package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.repository.Home.Capacity;
import io.streamcat.user.ResourceKind;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeTest {

  private static final Home OF_UNKNOWN_ACCOUNT = new Home("us-east-1", null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:ivs:us-east-1:123456789012:channel/abc",
        "arn:aws-cn:ivschat:us-east-1:123456789012:room/abc",
        "arn:aws:ivs:us-east-1:123456789012:stage/a:b:c"
      })
  void ofArn_resource_isItsRegionAndAccount(String arn) {
    assertThat(Home.ofArn(arn)).isEqualTo(HOME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "arn",
        "arn:aws:ivs:us-east-1:123456789012",
        "arn:aws:s3:::bucket",
        "arn:aws:iam::123456789012:role/a",
        "arn:aws:ivs:us-east-1::channel/abc",
        "no:arn:but:has:enough:parts"
      })
  void ofArn_withoutRegionOrAccount_isNull(String text) {
    assertThat(Home.ofArn(text)).isNull();
  }

  @Test
  void of_accountOfTwelveDigits_isAccepted() {
    assertThat(Home.of("us-east-1", "123456789012")).isEqualTo(HOME);
    assertThat(Home.of("us-east-1", null)).isEqualTo(OF_UNKNOWN_ACCOUNT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345678901", "1234567890123", "12345678901a", "production"})
  void of_malformedAccount_isRejected(String account) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Home.of("us-east-1", account))
        .satisfies(e -> assertThat(e.field()).isEqualTo("account"));
  }

  @Test
  void of_emptyRegion_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Home.of("", null));
  }

  @Test
  void matches_sameRegion_dependsOnTheAccountsThatAreKnown() {
    Home other = new Home("us-east-1", "999999999999");

    assertThat(HOME.matches(HOME)).isTrue();
    assertThat(HOME.matches(other)).isFalse();
    assertThat(HOME.matches(OF_UNKNOWN_ACCOUNT)).isTrue();
    assertThat(OF_UNKNOWN_ACCOUNT.matches(HOME)).isTrue();
    assertThat(OF_UNKNOWN_ACCOUNT.matches(OF_UNKNOWN_ACCOUNT)).isTrue();
  }

  @Test
  void matches_otherRegion_isFalse() {
    assertThat(HOME.matches(new Home("eu-west-1", HOME.account()))).isFalse();
    assertThat(HOME.matches(new Home("eu-west-1", null))).isFalse();
    assertThat(OF_UNKNOWN_ACCOUNT.matches(new Home("eu-west-1", null))).isFalse();
  }

  @Test
  void covers_sameRegion_needsTheAccountOfARecordThatHasOne() {
    assertThat(HOME.covers(HOME)).isTrue();
    assertThat(HOME.covers(OF_UNKNOWN_ACCOUNT)).isTrue();
    assertThat(OF_UNKNOWN_ACCOUNT.covers(OF_UNKNOWN_ACCOUNT)).isTrue();
    assertThat(OF_UNKNOWN_ACCOUNT.covers(HOME)).isFalse();
    assertThat(HOME.covers(new Home("us-east-1", "999999999999"))).isFalse();
    assertThat(HOME.covers(new Home("eu-west-1", null))).isFalse();
  }

  @Test
  void toString_anyHome_containsTheKnownParts() {
    assertThat(HOME).hasToString("us-east-1 of account 123456789012");
    assertThat(OF_UNKNOWN_ACCOUNT).hasToString("us-east-1");
  }

  @ParameterizedTest
  @CsvSource({"CHANNEL, 20000", "CHAT_ROOM, 50000", "STAGE, 1000"})
  void defaultQuota_anyKind_isThatOfAws(ResourceKind kind, long expected) {
    assertThat(Capacity.defaultQuota(kind)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1000,", "899, -1, 101,", "990, 4, 10, 2", "990, 0.5, 10, 20", "1001, 1, 0, 0"})
  void left_anyGrowth_isTheRestAndItsWholeDays(
      long existing, double perDay, long left, @Nullable Long days) {
    Capacity capacity = new Capacity(existing, 1000, perDay);

    assertThat(capacity.left()).isEqualTo(left);
    assertThat(capacity.daysLeft())
        .isEqualTo(days == null ? OptionalLong.empty() : OptionalLong.of(days));
  }

  @ParameterizedTest
  @CsvSource({
    "899, 0, false",
    "900, 0, true",
    "860, 10, false",
    "861, 10, true",
    "0, 1000, true",
    "0, -5, false"
  })
  void isLow_ofAThousand_isTrueFromNineTenthsOrIfFewDaysAreLeft(
      long existing, double perDay, boolean expected) {
    assertThat(new Capacity(existing, 1000, perDay).isLow()).isEqualTo(expected);
  }

  @Test
  void capacity_quotaOfZero_isRejected() {
    assertThat(new Capacity(0, 1, 0).left()).isEqualTo(1);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new Capacity(0, 0, 0))
        .satisfies(e -> assertThat(e.field()).isEqualTo("quotas"));
  }
}
