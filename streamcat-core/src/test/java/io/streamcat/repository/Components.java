package io.streamcat.repository;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies of records in which one component differs. */
final class Components {

  private Components() {}

  /**
   * Returns a copy of a record with another value of a component.
   *
   * @param path the names of nested components, separated by dots
   */
  @SuppressWarnings("unchecked")
  static <R extends Record> R with(R record, String path, @Nullable Object value) {
    String[] names = path.split("\\.", 2);
    RecordComponent[] components = record.getClass().getRecordComponents();
    int index = Stream.of(components).map(RecordComponent::getName).toList().indexOf(names[0]);
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = components[i].getAccessor().invoke(record);
      }
      values[index] = names.length == 1 ? value : with((Record) values[index], names[1], value);
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(path + " of " + record.getClass(), e);
    }
  }
}
