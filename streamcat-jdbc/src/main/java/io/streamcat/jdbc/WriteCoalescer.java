package io.streamcat.jdbc;

import java.util.List;
import java.time.Duration;
import java.util.function.Consumer;

final class WriteCoalescer<T> {
  private final Consumer<List<T>> work;
  WriteCoalescer(Consumer<List<T>> work, Duration timeout) { this.work = work; }
  void run(T part) { work.accept(List.of(part)); }
}
