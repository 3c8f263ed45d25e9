package io.streamcat.examples.web.dashboard;

import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.user.User;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** The page with a user's resources and their progress. */
@Controller
class DashboardController {

  private final Dashboard dashboard;

  DashboardController(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  @GetMapping("/dashboard")
  String dashboard(
      @RequestAttribute(AccountGuard.USER) User user, HttpServletResponse response, Model model) {
    return dashboard.show(user, response, model);
  }
}
