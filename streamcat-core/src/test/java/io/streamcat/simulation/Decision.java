package io.streamcat.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One deviation of a schedule from the default: "the current thread continues, and no fault
 * occurs".
 *
 * <p>Its address is the thread and the number of points that the thread has passed. Such an address
 * survives most changes elsewhere in the run, so that decisions can be removed one by one.
 *
 * @param thread the name of the thread that reaches the point
 * @param ordinal the point's number within the thread, from 1
 * @param fault the fault to inject; null for a switch
 * @param millis the virtual milliseconds that a timed fault lasts, else 0
 * @param target the name of the thread to switch to; null for a fault
 */
public record Decision(
    String thread, int ordinal, @Nullable Fault fault, long millis, @Nullable String target) {

  private static final Pattern TEXT = Pattern.compile("(.+)@(\\d+)([!>])([^:]+)(?::(\\d+))?");

  static Decision inject(SimulatedThread thread, Fault fault, long millis) {
    return new Decision(thread.name(), thread.ordinal(), fault, millis, null);
  }

  static Decision switchTo(SimulatedThread thread, SimulatedThread target) {
    return new Decision(thread.name(), thread.ordinal(), null, 0, target.name());
  }

  boolean isAt(SimulatedThread other) {
    return ordinal == other.ordinal() && thread.equals(other.name());
  }

  /** Formats decisions so that {@link #parse} reads them. */
  static String format(List<Decision> decisions) {
    return decisions.stream().map(Decision::toString).collect(Collectors.joining(","));
  }

  /**
   * Parses decisions.
   *
   * @throws IllegalArgumentException if the text does not come from {@link #format}
   */
  static List<Decision> parse(String text) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split(",")).map(Decision::of).toList();
  }

  private static Decision of(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a decision: " + text);
    }
    boolean fault = m.group(3).equals("!");
    return new Decision(
        m.group(1),
        Integer.parseInt(m.group(2)),
        fault ? Fault.valueOf(m.group(4)) : null,
        m.group(5) == null ? 0 : Long.parseLong(m.group(5)),
        fault ? null : m.group(4));
  }

  /** Returns the decision as a sentence about its thread. */
  String words() {
    if (fault == null) {
      return "switch to " + target;
    }
    return fault.words() + (fault.isTimed() ? " for " + millis + " ms" : "");
  }

  @Override
  public String toString() {
    return thread
        + "@"
        + ordinal
        + (fault == null ? ">" + target : "!" + fault + (fault.isTimed() ? ":" + millis : ""));
  }
}
