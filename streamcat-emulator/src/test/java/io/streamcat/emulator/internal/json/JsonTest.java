package io.streamcat.emulator.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void parse_everyKindOfValue_returnsIt() throws JsonException {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("text", "a\n🐈");
    expected.put("whole", 1L);
    expected.put("big", new BigInteger("99999999999999999999"));
    expected.put("decimal", 1.5);
    expected.put("flag", true);
    expected.put("nothing", null);
    expected.put("list", new ArrayList<>(Arrays.asList(1L, null, Map.of())));

    assertThat(
            parse(
                """
            {"text": "a\\n\\ud83d\\udc08", "whole": 1, "big": 99999999999999999999,
             "decimal": 1.5, "flag": true, "nothing": null, "list": [1, null, {}]}
            """))
        .isEqualTo(expected);
  }

  @Test
  void write_thenParse_returnsSameValue() throws JsonException {
    Object value = parse("{\"a\":[1,2.5,true,null,\"ä\\u0000\"],\"b\":{\"c\":{}}}");

    assertThat(Json.parse(Json.write(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[1,]", "{\"a\":1,}", "nul", "01", "1 2", "1e999", "NaN"})
  void parse_invalidJson_throws(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void parse_invalidJson_neverQuotesDocument() {
    assertThatThrownBy(() -> parse("{\"secret\": secret}"))
        .isInstanceOf(JsonException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void parseObject_otherValue_throws() {
    assertThatThrownBy(() -> Json.parseObject("[]".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonException.class);
  }

  private static Object parse(String text) throws JsonException {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
