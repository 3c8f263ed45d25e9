package io.streamcat.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A profiler for the CPU time of all Java threads, per operation.
 *
 * <p>The JVM's own threads are excluded: the compiler is still active when the measurement starts,
 * and the work of the collector follows from the allocation, which is measured precisely.
 */
public final class CpuProfiler implements InternalProfiler {

  /** The name of the result. */
  static final String CPU_TIME = "cpu.time.norm";

  private static final double NANOS_IN_MICRO = 1_000;

  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private Map<Long, Long> before = Map.of();

  @Override
  public String getDescription() {
    return "CPU time of Java threads per operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = cpuTimes();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double used = 0;
    for (Map.Entry<Long, Long> thread : cpuTimes().entrySet()) {
      used += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    return List.of(
        new ScalarResult(
            CPU_TIME,
            used / NANOS_IN_MICRO / result.getMetadata().getAllOps(),
            "us/op",
            AggregationPolicy.AVG));
  }

  private Map<Long, Long> cpuTimes() {
    long[] ids = threads.getAllThreadIds();
    long[] nanos = threads.getThreadCpuTime(ids);
    Map<Long, Long> times = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      // The time is -1 for a thread that has ended in the meantime.
      if (nanos[i] >= 0) {
        times.put(ids[i], nanos[i]);
      }
    }
    return times;
  }
}
