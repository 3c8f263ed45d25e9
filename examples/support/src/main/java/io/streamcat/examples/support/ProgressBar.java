package io.streamcat.examples.support;

import java.io.PrintStream;

/**
 * Shows how many are done in the last line of a terminal.
 *
 * <p>Our own, because a library for it brings a terminal library with native code in it, which JDK
 * 24 and later warn about at every start.
 */
public final class ProgressBar {

  private static final int WIDTH = 40;
  private static final int WORTH_WATCHING = 20;

  private final PrintStream terminal;
  private final int total;
  private final boolean visible;
  private int done;
  private int shown;

  private ProgressBar(PrintStream terminal, int total, boolean visible) {
    this.terminal = terminal;
    this.total = total;
    this.visible = visible;
  }

  /**
   * Creates a bar that shows itself only for many, and only on a terminal.
   *
   * @param out standard output: of the two streams the one Java can tell to be a terminal
   * @param total how many there are to do
   */
  public static ProgressBar on(PrintStream out, int total) {
    return new ProgressBar(out, total, total > WORTH_WATCHING && Terminal.isPresent());
  }

  static ProgressBar visible(PrintStream terminal, int total) {
    return new ProgressBar(terminal, total, true);
  }

  public void show() {
    if (visible) {
      int filled = WIDTH * done / total;
      String bar =
          "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + done + " of " + total;
      terminal.print("\r" + bar);
      terminal.flush();
      shown = bar.length();
    }
  }

  /** Counts one more as done, and makes room for what there is to say of it. */
  public void step() {
    done++;
    if (visible) {
      terminal.print("\r" + " ".repeat(shown) + "\r");
      terminal.flush();
    }
  }
}
