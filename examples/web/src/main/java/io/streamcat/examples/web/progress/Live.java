package io.streamcat.examples.web.progress;

import org.springframework.ui.Model;

/** How often a page looks for news: every so often, by script or without. */
public enum Live {
  /** Someone is waiting: 400 ms by script, 2 s without. */
  QUICKLY(400, 2),
  /** It goes on in the background: 5 s by script, 10 s without. */
  PATIENTLY(5_000, 10),
  /** It never ends: 3 s by script. Without, the page stays as it was, lest it disturb who reads. */
  STEADILY(3_000, 0);

  private final int millis;
  private final int seconds;

  Live(int millis, int seconds) {
    this.millis = millis;
    this.seconds = seconds;
  }

  /**
   * Makes the page look for news.
   *
   * @param model the page's model
   * @param url where the news are
   */
  public void announce(Model model, String url) {
    model.addAttribute("liveUrl", url);
    model.addAttribute("liveMillis", millis);
    if (seconds > 0) {
      model.addAttribute("liveSeconds", seconds);
    }
  }
}
