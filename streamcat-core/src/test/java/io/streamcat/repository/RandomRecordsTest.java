package io.streamcat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The completeness of the samples: every component and every task, including later ones. */
class RandomRecordsTest {

  @Test
  void next_manyRecords_everyComponentVaries() throws ReflectiveOperationException {
    RandomRecords random = new RandomRecords(1);
    Map<String, Set<Object>> values = new HashMap<>();
    for (int i = 0; i < 150; i++) {
      UserRecord record = random.next();
      collect("record", record, values);
      collect("record", random.next(record), values);
    }

    values.values().removeIf(Set.of("a record")::equals);
    assertThat(values).hasSizeGreaterThan(70);
    assertThat(values.keySet().stream().filter(path -> values.get(path).size() == 1)).isEmpty();
    assertThat(values.keySet()).containsAll(components(UserRecord.class));
    for (Class<?> task : PendingTask.class.getPermittedSubclasses()) {
      assertThat(values.keySet()).containsAll(components(task));
    }
  }

  @Test
  void next_sameSeed_givesTheSameRecords() {
    RandomRecords one = new RandomRecords(7);
    RandomRecords other = new RandomRecords(7);

    UserRecord first = one.next();
    assertThat(other.next()).isEqualTo(first);
    assertThat(other.next(first)).isEqualTo(one.next(first)).isNotEqualTo(first);
  }

  @Test
  void everyTask_hasATaskOfEveryType() {
    assertThat(SampleRecords.everyTask().list().stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(PendingTask.class.getPermittedSubclasses());
  }

  private static Set<String> components(Class<?> type) {
    String prefix = type == UserRecord.class ? "record" : type.getSimpleName();
    Set<String> paths = new HashSet<>();
    Stream.of(type.getRecordComponents())
        .filter(component -> !component.getType().isRecord())
        .forEach(component -> paths.add(prefix + "." + component.getName()));
    return paths;
  }

  private static void collect(String path, @Nullable Object value, Map<String, Set<Object>> values)
      throws ReflectiveOperationException {
    if (value instanceof PendingTasks tasks) {
      for (PendingTask task : tasks.list()) {
        collect(task.getClass().getSimpleName(), task, values);
      }
    } else if (value instanceof Record) {
      // Empty, as opposed to null.
      values.computeIfAbsent(path, key -> new HashSet<>()).add("a record");
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        component.getAccessor().setAccessible(true);
        collect(path + "." + component.getName(), component.getAccessor().invoke(value), values);
      }
    } else {
      values.computeIfAbsent(path, key -> new HashSet<>()).add(value == null ? "null" : value);
      if (value instanceof Collection<?> elements) {
        for (Object element : elements) {
          collect(path + ".element", element, values);
        }
      }
    }
  }
}
