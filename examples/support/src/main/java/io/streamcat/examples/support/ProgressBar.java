package io.streamcat.examples.support;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A progress bar in the last line of a terminal.
 *
 * <p>Written by hand because the usual library includes native code, about which JDK 24 and later
 * warn at every start.
 */
public final class ProgressBar {

  private static final int WIDTH = 40;
  private static final int WORTH_WATCHING = 20;
  private static final int SECONDS_PER_MINUTE = 60;

  private final PrintStream terminal;
  private final int total;
  private final boolean visible;
  private final LongSupplier nanoClock;
  private final long start;
  private int done;
  private int shown;

  private ProgressBar(PrintStream terminal, int total, boolean visible, LongSupplier nanoClock) {
    this.terminal = terminal;
    this.total = total;
    this.visible = visible;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  /**
   * Creates a bar that is visible only on a terminal and only for many steps.
   *
   * @param out standard output, the stream that Java can recognise as a terminal
   * @param total the number of steps
   */
  public static ProgressBar on(PrintStream out, int total) {
    return new ProgressBar(
        out, total, total > WORTH_WATCHING && Terminal.isPresent(), System::nanoTime);
  }

  static ProgressBar visible(PrintStream terminal, int total, LongSupplier nanoClock) {
    return new ProgressBar(terminal, total, true, nanoClock);
  }

  public void show() {
    if (visible) {
      int filled = WIDTH * done / total;
      String bar =
          "["
              + "#".repeat(filled)
              + ".".repeat(WIDTH - filled)
              + "] "
              + done
              + " of "
              + total
              + expectedEnd();
      terminal.print("\r" + bar);
      terminal.flush();
      shown = bar.length();
    }
  }

  /** Returns the time that the other steps take if each takes as long as those done. */
  private String expectedEnd() {
    if (done == 0) {
      return "";
    }
    long seconds =
        Duration.ofNanos((nanoClock.getAsLong() - start) / done * (total - done)).toSeconds();
    return seconds < SECONDS_PER_MINUTE
        ? ", about " + seconds + " s left"
        : ", about " + (seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE + " min left";
  }

  /** Counts a step as done and clears the line, so that a result can be printed. */
  public void step() {
    done++;
    if (visible) {
      terminal.print("\r" + " ".repeat(shown) + "\r");
      terminal.flush();
    }
  }
}
