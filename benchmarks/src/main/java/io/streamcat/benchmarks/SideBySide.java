package io.streamcat.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A comparison of two operations in one JVM. They alternate in short blocks, so that other work on
 * the machine, its temperature and the JVM's compiler affect both alike.
 */
final class SideBySide {

  private static final double NANOS_IN_MICRO = 1_000;
  private static final double BYTES_IN_KIB = 1_024;

  private final List<Pair> pairs = new ArrayList<>();

  private SideBySide() {}

  /** An operation. */
  interface Operation {
    void run();
  }

  /**
   * The extent of a comparison.
   *
   * @param warmUp the number of blocks of each operation before the measurement
   * @param blocks the number of measured blocks of each operation
   * @param operations the number of operations in a block
   */
  record Extent(int warmUp, int blocks, int operations) {}

  /**
   * The cost of one operation.
   *
   * @param micros the elapsed time
   * @param cpuMicros the CPU time of all Java threads. The JVM's own threads are excluded: the work
   *     of the collector follows from the allocation
   * @param kib the allocation of all Java threads
   */
  private record Cost(double micros, double cpuMicros, double kib) {}

  /** Neighbouring blocks of both operations. */
  private record Pair(Cost library, Cost byHand) {}

  /** The counters of all Java threads. */
  private record Counters(long nanos, Map<Long, Long> cpuNanos, Map<Long, Long> bytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Counters now() {
      long[] ids = THREADS.getAllThreadIds();
      return new Counters(
          System.nanoTime(),
          byThread(ids, THREADS.getThreadCpuTime(ids)),
          byThread(ids, THREADS.getThreadAllocatedBytes(ids)));
    }

    private static Map<Long, Long> byThread(long[] ids, long[] values) {
      Map<Long, Long> byThread = new HashMap<>();
      for (int i = 0; i < ids.length; i++) {
        // The value is -1 for a thread that has ended in the meantime.
        if (values[i] >= 0) {
          byThread.put(ids[i], values[i]);
        }
      }
      return byThread;
    }

    Cost since(Counters before, int operations) {
      return new Cost(
          (nanos - before.nanos) / NANOS_IN_MICRO / operations,
          difference(cpuNanos, before.cpuNanos) / NANOS_IN_MICRO / operations,
          difference(bytes, before.bytes) / BYTES_IN_KIB / operations);
    }

    private static double difference(Map<Long, Long> after, Map<Long, Long> before) {
      return after.entrySet().stream()
          .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
          .sum();
    }
  }

  /**
   * Measures both operations.
   *
   * @param library the operation of StreamCat
   * @param byHand the operation written by hand
   * @param between called between blocks, outside the measurement
   */
  static SideBySide measure(Extent extent, Operation library, Operation byHand, Operation between) {
    SideBySide result = new SideBySide();
    for (int block = 0; block < extent.warmUp() + extent.blocks(); block++) {
      between.run();
      // Neither is always the first, which pays for the pause.
      boolean libraryFirst = block % 2 == 0;
      Cost first = block(libraryFirst ? library : byHand, extent.operations());
      Cost second = block(libraryFirst ? byHand : library, extent.operations());
      if (block >= extent.warmUp()) {
        result.pairs.add(libraryFirst ? new Pair(first, second) : new Pair(second, first));
      }
    }
    return result;
  }

  private static Cost block(Operation operation, int operations) {
    Counters before = Counters.now();
    for (int i = 0; i < operations; i++) {
      operation.run();
    }
    return Counters.now().since(before, operations);
  }

  /** Returns a row for the CPU time, in microseconds. */
  String cpuTime(String label) {
    return row(label, Cost::cpuMicros);
  }

  /** Returns a row for the allocation, in KiB. */
  String allocation(String label) {
    return row(label, Cost::kib);
  }

  /** Returns a row for the elapsed time, in microseconds. */
  String time(String label) {
    return row(label, Cost::micros);
  }

  /** The median of the ratios, with their quartiles, and the medians of both operations. */
  private String row(String label, ToDoubleFunction<Cost> of) {
    double[] library =
        pairs.stream().mapToDouble(pair -> of.applyAsDouble(pair.library())).toArray();
    double[] byHand = pairs.stream().mapToDouble(pair -> of.applyAsDouble(pair.byHand())).toArray();
    double[] ratios =
        pairs.stream()
            .mapToDouble(pair -> of.applyAsDouble(pair.library()) / of.applyAsDouble(pair.byHand()))
            .toArray();
    return String.format(
        Locale.ROOT,
        "| %s | **%.2f** (%.2f–%.2f) | %.1f | %.1f |%n",
        label,
        quantile(ratios, 0.5),
        quantile(ratios, 0.25),
        quantile(ratios, 0.75),
        quantile(library, 0.5),
        quantile(byHand, 0.5));
  }

  private static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) ((sorted.length - 1) * part)];
  }
}
