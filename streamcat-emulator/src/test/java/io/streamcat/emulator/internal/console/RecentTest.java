package io.streamcat.emulator.internal.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final Recent recent = new Recent(3);

  @Test
  void after_moreItemsThanLimit_returnsLatestInOrder() {
    for (int i = 1; i <= 5; i++) {
      recent.add(Map.of("item", i));
    }

    assertThat(recent.after(0)).extracting("item").containsExactly(3, 4, 5);
    assertThat(recent.after(4)).extracting("number").containsExactly(5L);
    assertThat(recent.after(5)).isEmpty();
    assertThat(recent.last()).isEqualTo(5);
  }

  @Test
  void clear_items_removesThemButContinuesNumbers() {
    recent.add(Map.of("item", "a"));
    recent.clear();
    recent.add(Map.of("item", "b"));

    assertThat(recent.after(0)).extracting("number").containsExactly(2L);
  }
}
