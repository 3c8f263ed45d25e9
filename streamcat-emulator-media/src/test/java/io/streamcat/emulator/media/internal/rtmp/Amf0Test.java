package io.streamcat.emulator.media.internal.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of AMF0. */
class Amf0Test {
  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void write_thenRead_returnsTheSameValues() throws RtmpException {
    List<?> values =
        Arrays.asList("connect", 1.0, true, null, Map.of("app", "app", "nested", Map.of("é", 2.0)));
    assertThat(Amf0.read(Amf0.write(values), 0)).isEqualTo(values);
  }

  @Test
  void read_otherTypes_areUnderstood() throws RtmpException {
    assertThat(
            Amf0.read(
                bytes(
                    "08 00000001 0001 61 0101 0000 09" // ECMA array
                        + "0a 00000002 05 06" // strict array
                        + "0b 3ff0000000000000 0000" // date
                        + "0c 00000002 6869"), // long string
                0))
        .isEqualTo(Arrays.asList(Map.of("a", true), Arrays.asList(null, null), 1.0, "hi"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 00",
        "02 0005 61",
        "0c ffffffff",
        "0c 7fffffff",
        "0a 7fffffff",
        "0a ffffffff",
        "03 0001 61",
        "03 0000 05",
        "11",
        "ff"
      })
  void read_malformed_isRejected(String hex) {
    assertThatThrownBy(() -> Amf0.read(bytes(hex), 0)).isInstanceOf(RtmpException.class);
  }

  @Test
  void read_deepNesting_isRejected() {
    assertThatThrownBy(() -> Amf0.read(bytes("0a 00000001".repeat(20) + "05"), 0))
        .isInstanceOf(RtmpException.class);
  }

  @Test
  void read_manyValues_isRejected() {
    assertThatThrownBy(() -> Amf0.read(new byte[9009], 0)).isInstanceOf(RtmpException.class);
  }
}
