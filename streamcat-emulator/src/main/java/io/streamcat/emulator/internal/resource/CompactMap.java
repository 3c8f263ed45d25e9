package io.streamcat.emulator.internal.resource;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map in one array. It keeps the order of its entries and needs about a fifth of the
 * memory of a {@link java.util.LinkedHashMap}, of which the emulator would hold hundreds of
 * thousands.
 */
final class CompactMap extends AbstractMap<String, Object> {
  private static final CompactMap EMPTY = new CompactMap(new Object[0]);

  /** The names and values in turn. */
  private final Object[] entries;

  private CompactMap(Object[] entries) {
    this.entries = entries;
  }

  /**
   * Returns a copy of a map, whose nested maps and lists are copied, too.
   *
   * @throws IllegalArgumentException if a value is null
   */
  static Map<String, Object> of(Map<?, ?> map) {
    if (map instanceof CompactMap compact) {
      return compact;
    }
    if (map.isEmpty()) {
      return EMPTY;
    }
    Object[] entries = new Object[2 * map.size()];
    int next = 0;
    for (Entry<?, ?> entry : map.entrySet()) {
      entries[next++] = entry.getKey();
      Object value = value(entry.getValue());
      entries[next] = value instanceof String text ? shared(text, entries, next) : value;
      next++;
    }
    return new CompactMap(entries);
  }

  /** Returns an equal text among the earlier values, such as a time of creation, or the text. */
  private static Object shared(String text, Object[] entries, int end) {
    for (int i = 1; i < end; i += 2) {
      if (text.equals(entries[i])) {
        return entries[i];
      }
    }
    return text;
  }

  private static Object value(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("A value is null");
    }
    if (value instanceof Map<?, ?> map) {
      return of(map);
    }
    return value instanceof List<?> list ? list(list) : value;
  }

  private static List<Object> list(List<?> list) {
    List<Object> copied = new ArrayList<>(list.size());
    for (Object element : list) {
      copied.add(value(element));
    }
    return List.copyOf(copied);
  }

  @Override
  public int size() {
    return entries.length / 2;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int index = indexOf(name);
    return index < 0 ? null : entries[index + 1];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return indexOf(name) >= 0;
  }

  private int indexOf(@Nullable Object name) {
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return CompactMap.this.size();
      }

      @Override
      public Iterator<Entry<String, Object>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Entry<String, Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < entries.length;
    }

    @Override
    public Entry<String, Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next += 2;
      return Map.entry((String) entries[next - 2], entries[next - 1]);
    }
  }
}
