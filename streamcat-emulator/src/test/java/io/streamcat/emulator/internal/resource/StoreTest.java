package io.streamcat.emulator.internal.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final Store store = new Store();

  @Test
  void list_pastTime_returnsVersionOfThatTime() {
    Resource first = stage("a", START);
    Resource second = first.next(Map.of("name", "b"), START.plusSeconds(10), first.order());
    store.put(first);
    store.put(second);
    store.remove(second, START.plusSeconds(20));

    assertThat(list(START.minusSeconds(1))).isEmpty();
    assertThat(list(START)).containsExactly(first);
    assertThat(list(START.plusSeconds(9))).containsExactly(first);
    assertThat(list(START.plusSeconds(10))).containsExactly(second);
    assertThat(list(START.plusSeconds(19))).containsExactly(second);
    assertThat(list(START.plusSeconds(20))).isEmpty();
    assertThat(list(Store.NOW)).isEmpty();
  }

  @Test
  void list_clockTurnedBack_returnsCurrentState() {
    Resource resource = stage("a", START.plusSeconds(60));
    store.put(resource);

    assertThat(list(Store.NOW)).containsExactly(resource);
  }

  @Test
  void find_pastTime_findsDeletedResource() {
    Resource resource = stage("a", START);
    store.put(resource);
    store.remove(resource, START.plusSeconds(10));

    assertThat(store.find(ResourceType.STAGE, "a", START)).contains(resource);
    assertThat(store.find(ResourceType.STAGE, "a", Store.NOW)).isEmpty();
  }

  @Test
  void remove_versionsOlderThanMemory_areForgotten() {
    Resource old = stage("old", START);
    Resource late = stage("late", START);
    store.put(old);
    store.put(late);
    store.remove(old, START.plusSeconds(1));

    store.remove(late, START.plusSeconds(2).plus(Store.MEMORY));

    assertThat(list(START)).containsExactly(late);
  }

  @Test
  void list_manyChanges_knowsLatestVersionsOnly() {
    assertThat(versionsKept(Store.FEW_VERSIONS + 5)).isEqualTo(Store.FEW_VERSIONS);
  }

  @Test
  void list_manyChangesWhileListsAreStale_knowsMoreVersions() {
    store.keepManyVersionsIf(() -> true);

    assertThat(versionsKept(Store.MANY_VERSIONS + 5)).isEqualTo(Store.MANY_VERSIONS);
  }

  private int versionsKept(int removed) {
    for (int i = 0; i < removed; i++) {
      Resource resource = stage("a" + i, START);
      store.put(resource);
      store.remove(resource, START.plusSeconds(1));
    }
    return list(START).size();
  }

  @Test
  void list_changedResourceWithForgottenVersion_returnsCurrentVersion() {
    Resource first = stage("a", START);
    Resource second = first.next(Map.of("name", "b"), START.plusSeconds(10), first.order());
    store.put(first);
    store.put(second);
    versionsKept(Store.FEW_VERSIONS);

    assertThat(store.list(ResourceType.STAGE, START.plusSeconds(5))).containsExactly(second);
  }

  @Test
  void undo_changes_restoresResourcesAndTheirOrder() {
    store.allowUndo();
    Resource first = stage("a", START);
    Resource second = stage("b", START);
    Resource third = stage("c", START);
    List.of(first, second, third).forEach(store::put);
    store.commit();

    store.remove(second, START);
    store.put(first.next(Map.of("name", "changed"), START, first.order()));
    store.put(second);
    store.put(stage("d", START));
    store.remove(third, START);
    store.undo();

    assertThat(list(Store.NOW)).containsExactly(first, second, third);
    assertThat(list(START.plusSeconds(1))).containsExactly(first, second, third);
    assertThat(store.takeChanges("x").orElseThrow().changes()).isEmpty();
  }

  @Test
  void undo_removedChild_isChildAgain() {
    store.allowUndo();
    Resource child =
        Resource.first(ResourceType.STREAM_KEY, "key", "parent", 1, START, Map.of("arn", "key"));
    store.put(child);
    store.commit();

    store.remove(child, START);
    store.undo();

    assertThat(store.childrenOf("parent")).containsExactly(child);
  }

  @Test
  void childrenOf_putAndRemove_followsThem() {
    Resource child =
        Resource.first(
            ResourceType.STREAM_KEY, "key", "parent", store.nextOrder(), START, Map.of());
    store.put(child);
    Resource changed = child.next(Map.of("tags", Map.of()), START, child.order());
    store.put(changed);

    assertThat(store.childrenOf("parent")).containsExactly(changed);
    store.remove(changed, START);
    assertThat(store.childrenOf("parent")).isEmpty();
  }

  @Test
  void clear_laterPlaces_areNew() {
    long before = store.nextOrder();
    store.clear();

    assertThat(store.nextOrder()).isGreaterThan(before);
  }

  private Resource stage(String key, Instant since) {
    return Resource.first(
        ResourceType.STAGE, key, null, store.nextOrder(), since, Map.of("name", key));
  }

  private List<Resource> list(Instant asOf) {
    return store.list(ResourceType.STAGE, asOf).toList();
  }
}
