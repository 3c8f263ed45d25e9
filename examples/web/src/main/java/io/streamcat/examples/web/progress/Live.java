package io.streamcat.examples.web.progress;

import org.springframework.ui.Model;

/** The interval at which a page checks for updates, with or without script. */
public enum Live {
  /** For a waiting visitor: 400 ms with script, 2 s without. */
  QUICKLY(400, 2),
  /** For work in the background: 5 s with script, 10 s without. */
  PATIENTLY(5_000, 10),
  /**
   * For pages without an end: 3 s with script; without script never, so as not to disturb readers.
   */
  STEADILY(3_000, 0);

  private final int millis;
  private final int seconds;

  Live(int millis, int seconds) {
    this.millis = millis;
    this.seconds = seconds;
  }

  /**
   * Adds the update interval to a page.
   *
   * @param model the page's model
   * @param url the address of the updated page
   */
  public void announce(Model model, String url) {
    model.addAttribute("liveUrl", url);
    model.addAttribute("liveMillis", millis);
    if (seconds > 0) {
      model.addAttribute("liveSeconds", seconds);
    }
  }
}
