package io.streamcat.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a run in words. */
final class Trace {

  private static final int LONGEST_SUBJECT = 160;

  private final List<String> lines = new ArrayList<>();

  void add(
      long now,
      SimulatedThread thread,
      Point point,
      @Nullable Object subject,
      @Nullable Decision decision) {
    if (decision == null && point.phase() == Point.Phase.CLOCK) {
      return;
    }
    StringBuilder line = new StringBuilder();
    line.append(
        "%9.3f s  %-6s %s %s"
            .formatted(now / 1e9, thread.name(), point.phase().words(), point.operation()));
    if (subject != null) {
      String text = subject instanceof Duration d ? d.toMillis() + " ms" : subject.toString();
      line.append(' ')
          .append(text.length() > LONGEST_SUBJECT ? text.substring(0, LONGEST_SUBJECT) : text);
    }
    if (decision != null) {
      line.append("   <<< ").append(decision.words());
    }
    lines.add(line.toString());
  }

  List<String> lines() {
    return lines;
  }
}
