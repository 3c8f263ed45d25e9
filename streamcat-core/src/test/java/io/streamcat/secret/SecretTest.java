package io.streamcat.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.streamcat.channel.StreamKey;
import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void reveal_anySecret_returnsTheText() {
    assertThat(Secret.of("sk_1").reveal()).isEqualTo("sk_1");
  }

  @Test
  void toString_secretAlonePartOfARecordAndFormatted_hidesTheText() {
    StreamKey key = new StreamKey("arn", Secret.of("sk_1"));

    assertThat(key).hasToString("StreamKey[arn=arn, value=***]");
    assertThat(String.format("%s %s", key.value(), key)).doesNotContain("sk_1");
  }

  @Test
  void equals_sameText_isEqual() {
    assertThat(Secret.of("sk_1"))
        .isEqualTo(Secret.of("sk_1"))
        .hasSameHashCodeAs(Secret.of("sk_1"))
        .isNotEqualTo(Secret.of("sk_2"))
        .isNotEqualTo("sk_1");
  }

  @Test
  void of_null_isRejected() {
    assertThatNullPointerException().isThrownBy(() -> Secret.of(null));
  }
}
