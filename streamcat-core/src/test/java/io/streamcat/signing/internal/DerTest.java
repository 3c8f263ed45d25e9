package io.streamcat.signing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reading of DER, whose lengths come from files of the caller. */
class DerTest {

  private static List<Der> sequence(String hex) {
    return Der.sequence(HexFormat.of().parseHex(hex));
  }

  private static String bytes(int count) {
    return "00".repeat(count);
  }

  @Test
  void sequence_shortAndLongLengths_returnsItsElements() {
    assertThat(sequence("3000")).isEmpty();
    assertThat(sequence("3005" + "04016b" + "0400"))
        .extracting(element -> HexFormat.of().formatHex(element.content(Der.OCTET_STRING)))
        .containsExactly("6b", "");
    assertThat(sequence("308183" + "047f" + bytes(127) + "0400"))
        .as("a length of 131 in two bytes")
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3001",
        "300004",
        "3080",
        "30800000",
        "3081",
        "3082",
        "308200",
        "308101"
      })
  void sequence_incompleteOrIndefiniteLength_isRejected(String hex) {
    assertThatIllegalArgumentException().isThrownBy(() -> sequence(hex));
  }

  @Test
  void sequence_indefiniteLength_isNoLengthOf128Bytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> sequence("3080" + "047e" + bytes(126)));
  }

  @Test
  void sequence_lengthInThreeBytes_isRejected() {
    assertThat(sequence("30820004" + "04020000")).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> sequence("3083000004" + "04020000"));
  }
}
