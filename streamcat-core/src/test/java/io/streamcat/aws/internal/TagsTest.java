package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {

  private static Map<String, String> numbered(int tags) {
    return IntStream.range(0, tags)
        .boxed()
        .collect(Collectors.toMap(i -> "key-" + i, i -> "value"));
  }

  private static void rejected(Map<String, String> tags) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Tags.checked("tags", tags));
  }

  @Test
  void checked_numberOfTags_isAtMost50() {
    assertThat(Tags.checked("tags", numbered(50))).hasSize(50);
    rejected(numbered(51));
  }

  @Test
  void checked_lengths_areLimited() {
    Map<String, String> longest = Map.of("k".repeat(128), "v".repeat(256));

    assertThat(Tags.checked("tags", longest)).isEqualTo(longest);
    assertThat(Tags.checked("tags", Map.of("key", ""))).containsEntry("key", "");
    rejected(Map.of("k".repeat(129), "value"));
    rejected(Map.of("", "value"));
    rejected(Map.of("key", "v".repeat(257)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aZ9", "é", "_.:/=+-@", "a b", "½", "Ⅷ", "日本"})
  void checked_legalCharacters_areAccepted(String text) {
    assertThat(Tags.checked("tags", Map.of(text, text))).containsEntry(text, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a\n", "😀", "#", "a|"})
  void checked_otherCharacters_areRejected(String text) {
    rejected(Map.of(text, "value"));
    rejected(Map.of("key", text));
  }

  @Test
  void copied_entriesWithoutKeyOrValue_areOmitted() {
    Map<String, String> answer = new HashMap<>(Map.of("key", "value"));
    assertThat(Tags.copied(answer)).isEqualTo(Map.of("key", "value"));

    answer.put(null, "value");
    assertThat(Tags.copied(answer)).isEqualTo(Map.of("key", "value"));

    answer.remove(null);
    answer.put("other", null);
    assertThat(Tags.copied(answer)).isEqualTo(Map.of("key", "value"));
  }

  @Test
  void merged_sameKey_isReplaced() {
    assertThat(Tags.merged(Map.of("a", "1", "b", "1"), Map.of("b", "2", "c", "2")))
        .isEqualTo(Map.of("a", "1", "b", "2", "c", "2"));
  }

  @Test
  void withRecord_tagsWithARecord_areUnchanged() {
    Map<String, String> tags = Map.of(Tags.RECORD, "record-1");

    assertThat(Tags.withRecord(tags)).isEqualTo(tags);
    assertThat(Tags.withRecord(Map.of("a", "1")))
        .containsEntry("a", "1")
        .containsKey(Tags.RECORD)
        .hasSize(2);
    assertThat(Tags.withRecord(Map.of())).isNotEqualTo(Tags.withRecord(Map.of()));
  }

  @Test
  void identity_tagsOfTheApplication_areOmitted() {
    assertThat(Tags.identity(Map.of("project", "x", Tags.RECORD, "record-1")))
        .isEqualTo(Map.of(Tags.RECORD, "record-1"));
  }
}
