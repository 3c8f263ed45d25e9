package io.streamcat.emulator.internal.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class CompactMapTest {
  private final Map<String, Object> source = new LinkedHashMap<>();

  @Test
  void of_anyMap_isEqualAndInSameOrder() {
    source.put("z", 1L);
    source.put("a", "text");
    source.put("m", Map.of("k", List.of(Map.of("deep", true))));

    Map<String, Object> copy = CompactMap.of(source);

    assertThat(copy).isEqualTo(source).hasSameHashCodeAs(source);
    assertThat(copy.keySet()).containsExactly("z", "a", "m");
    assertThat(copy.get("a")).isEqualTo("text");
    assertThat(copy.get("b")).isNull();
    assertThat(copy.containsKey("m")).isTrue();
    assertThat(copy.containsKey("text")).isFalse();
    assertThat(CompactMap.of(copy)).isSameAs(copy);
  }

  @Test
  void of_changedSource_staysAsItWas() {
    List<Object> list = new ArrayList<>(List.of(1));
    Map<String, Object> nested = new LinkedHashMap<>(Map.of("list", list));
    source.put("nested", nested);

    Map<String, Object> copy = CompactMap.of(source);
    list.add(2);
    nested.put("other", 1);

    assertThat(copy).isEqualTo(Map.of("nested", Map.of("list", List.of(1))));
    assertThatThrownBy(() -> copy.put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> copy.clear()).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void of_nullValue_isRejected() {
    source.put("list", Arrays.asList(1, null));
    assertThatIllegalArgumentException().isThrownBy(() -> CompactMap.of(source));
    source.put("list", null);
    assertThatIllegalArgumentException().isThrownBy(() -> CompactMap.of(source));
  }

  @Test
  void iterator_atEnd_hasNoElement() {
    assertThatThrownBy(() -> CompactMap.of(Map.of()).entrySet().iterator().next())
        .isInstanceOf(NoSuchElementException.class);
  }
}
