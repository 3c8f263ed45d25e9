package io.streamcat.examples.web.dashboard;

import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.operations.UserChannels;
import io.streamcat.user.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The button that ends the broadcast of the logged-in user. */
@Controller
class BroadcastController {

  private static final Logger log = LoggerFactory.getLogger(BroadcastController.class);
  private static final String PROBLEM = "problem";

  private final UserChannels channels;

  BroadcastController(UserChannels channels) {
    this.channels = channels;
  }

  /** Ends the broadcast; first it asks for confirmation. */
  @PostMapping("/dashboard/broadcast/end")
  String end(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam(defaultValue = "false") boolean confirmed,
      RedirectAttributes attributes) {
    if (user.channel() == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    if (!confirmed) {
      return "end";
    }
    try {
      channels.stop(user.id());
      log.info("{}: user ended the broadcast", user.id());
      attributes.addFlashAttribute(
          "notice", "Your broadcast has ended. Use your new stream key for the next one.");
    } catch (ProvisioningException e) {
      log.warn("{}: the broadcast could not be ended: {}", user.id(), e.getMessage());
      attributes.addFlashAttribute(
          PROBLEM, "Your broadcast could not be ended yet. Please check again in a minute.");
    } catch (UserBusyException e) {
      attributes.addFlashAttribute(
          PROBLEM, "Another change is in progress. Please try again in a minute.");
    }
    return "redirect:/dashboard";
  }
}
