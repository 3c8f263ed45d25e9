package io.streamcat.examples.web;

import io.streamcat.examples.web.livestatus.LiveStatus;
import io.streamcat.examples.web.progress.Live;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class HomeController {

  private final LiveStatus onAir;

  HomeController(LiveStatus onAir) {
    this.onAir = onAir;
  }

  @GetMapping("/")
  String home(Model model) {
    model.addAttribute("live", onAir.everybody());
    Live.STEADILY.announce(model, "/");
    return "home";
  }
}
