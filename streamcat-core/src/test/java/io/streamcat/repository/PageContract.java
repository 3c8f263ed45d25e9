package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages of all records. */
abstract class PageContract extends ContractPart {

  PageContract(UserRepositoryContract contract) {
    super(contract);
  }

  @Test
  void page_emptyStore_isEmpty() {
    assertThat(repository().page(null, 10)).isEmpty();
    assertThat(repository().page(SampleRecords.key("1"), 10)).isEmpty();
    assertThat(repository().stream()).isEmpty();
  }

  @Test
  void page_recordsOfEachState_returnsThemWhole() {
    UserRecord full = inserted(full("1"));
    UserRecord spare = inserted(spare("2"));
    UserRecord bare = inserted(active("3", null));

    assertThat(repository().page(null, 10))
        .containsExactlyInAnyOrder(asStored(full), asStored(spare), asStored(bare));
  }

  @Test
  void page_manyRecords_areInTheOrderOfTheirKeys() {
    List<String> keys = insertMany(23);

    assertThat(repository().page(null, 100))
        .extracting(UserRecord::key)
        .containsExactlyElementsOf(keys.stream().sorted().toList());
  }

  @Test
  void page_limit_isTheGreatestNumberOfRecords() {
    List<String> keys = insertMany(4).stream().sorted().toList();

    assertThat(repository().page(null, 1)).extracting(UserRecord::key).containsExactly(keys.get(0));
    assertThat(repository().page(keys.get(0), 2))
        .extracting(UserRecord::key)
        .containsExactly(keys.get(1), keys.get(2));
    assertThat(repository().page(keys.get(2), 2))
        .extracting(UserRecord::key)
        .containsExactly(keys.get(3));
    assertThat(repository().page(keys.get(3), 2)).isEmpty();
  }

  @Test
  void page_oneAfterTheOther_returnsEachRecordOnce() {
    List<String> keys = insertMany(11);

    assertThat(walk(2, page -> {})).isEqualTo(keys.stream().sorted().toList());
  }

  @Test
  void page_keysOfAnotherForm_returnsEachRecordOnce() {
    List<String> keys =
        List.of("a", "B", "b", "A", "a-b", "ab", "a_b", "a.b", "a b", "0", "10", "9");
    keys.forEach(
        key -> inserted(Components.with(provisioning("user-" + key, null, null), "key", key)));

    assertThat(walk(2, page -> {})).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void page_recordsDeletedMeanwhile_returnsEveryOtherRecordOnce() {
    List<String> keys = insertMany(12);

    List<String> seen =
        walk(
            3,
            page -> {
              // The next page starts after the last record.
              repository().delete(page.get(0));
              repository().delete(page.get(page.size() - 1));
            });

    assertThat(seen).isEqualTo(keys.stream().sorted().toList());
    assertThat(repository().page(null, 100)).hasSize(4);
  }

  @Test
  void page_recordsInsertedMeanwhile_returnsEveryEarlierRecordOnce() {
    List<String> keys = insertMany(12);
    int[] count = {0};

    List<String> seen =
        walk(
            3,
            page -> {
              if (count[0] < 30) {
                IntStream.range(0, 5).forEach(i -> insertRandom("new-" + count[0]++));
              }
            });

    assertThat(seen).containsAll(keys).doesNotHaveDuplicates().isSorted();
  }

  /** Reads all pages and returns the keys in their order. */
  private List<String> walk(int limit, Consumer<List<UserRecord>> afterEach) {
    List<String> seen = new ArrayList<>();
    List<UserRecord> page = repository().page(null, limit);
    while (!page.isEmpty()) {
      page.forEach(record -> seen.add(record.key()));
      assertThat(seen).as("a store that repeats a page never ends").hasSizeLessThan(1000);
      afterEach.accept(page);
      page = repository().page(seen.get(seen.size() - 1), limit);
    }
    return seen;
  }

  private List<String> insertMany(int count) {
    return IntStream.range(0, count).mapToObj(i -> insertRandom("user-" + i)).toList();
  }

  private String insertRandom(String id) {
    return inserted(
            Components.with(provisioning(id, null, null), "key", UUID.randomUUID().toString()))
        .key();
  }
}
