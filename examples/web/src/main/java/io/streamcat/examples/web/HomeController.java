package io.streamcat.examples.web;

import io.streamcat.examples.web.livestatus.LiveStatus;
import io.streamcat.examples.web.progress.Live;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class HomeController {

  private final LiveStatus liveStatus;

  HomeController(LiveStatus liveStatus) {
    this.liveStatus = liveStatus;
  }

  @GetMapping("/")
  String home(Model model) {
    model.addAttribute("live", liveStatus.publicChannels());
    Live.STEADILY.announce(model, "/");
    return "home";
  }
}
