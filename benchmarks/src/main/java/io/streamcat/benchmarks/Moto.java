package io.streamcat.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/**
 * A comparison of the emulator and moto, on the operations that both support, called in turn by the
 * same client.
 */
final class Moto {

  private Moto() {}

  /**
   * Compares both.
   *
   * @param rounds the number of measurements of each operation, after a warm-up
   * @param time the duration of each
   * @return a Markdown table, or instructions to install moto
   */
  static String compare(int rounds, Duration time)
      throws IOException, InterruptedException, ExecutionException {
    if (!MotoProcess.isInstalled()) {
      return "moto is not installed. To install it: " + MotoProcess.INSTALL + "\n";
    }
    Map<String, List<Double>> emulated = new LinkedHashMap<>();
    Map<String, List<Double>> moto = new LinkedHashMap<>();
    try (EmulatorProcess emulator = EmulatorProcess.startPlainly();
        MotoProcess other = MotoProcess.start();
        ChannelCalls ours = new ChannelCalls(emulator.endpoint());
        ChannelCalls theirs = new ChannelCalls(other.endpoint())) {
      for (int round = 0; round <= rounds; round++) {
        boolean counts = round > 0;
        add(emulated, ours.measure(time), counts);
        add(moto, theirs.measure(time), counts);
      }
    }
    return report(emulated, moto);
  }

  private static void add(
      Map<String, List<Double>> all, Map<String, Double> round, boolean counts) {
    if (counts) {
      round.forEach(
          (operation, rate) -> all.computeIfAbsent(operation, name -> new ArrayList<>()).add(rate));
    }
  }

  private static String report(Map<String, List<Double>> emulated, Map<String, List<Double>> moto) {
    StringBuilder text =
        new StringBuilder(
            """

            | requests per second | emulator ÷ moto | emulator | moto |
            |---|---|---|---|
            """);
    emulated.forEach(
        (operation, rates) -> {
          List<Double> others = Objects.requireNonNull(moto.get(operation));
          List<Double> ratios = new ArrayList<>();
          for (int i = 0; i < rates.size(); i++) {
            ratios.add(rates.get(i) / others.get(i));
          }
          text.append(
              String.format(
                  Locale.ROOT,
                  "| `%s` | **%.1f** (%.1f–%.1f) | %.0f | %.0f |%n",
                  operation,
                  median(ratios),
                  ratios.stream().mapToDouble(ratio -> ratio).min().orElseThrow(),
                  ratios.stream().mapToDouble(ratio -> ratio).max().orElseThrow(),
                  median(rates),
                  median(others)));
        });
    return text.toString();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
