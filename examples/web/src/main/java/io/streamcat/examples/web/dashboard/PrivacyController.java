package io.streamcat.examples.web.dashboard;

import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.examples.web.playback.Playback;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.provisioning.UserProvisioner;
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

/** The form that makes the channel of the logged-in user private or public. */
@Controller
class PrivacyController {

  private static final Logger log = LoggerFactory.getLogger(PrivacyController.class);
  private static final String NOTICE = "notice";
  private static final String PROBLEM = "problem";

  private final UserProvisioner users;
  private final Playback playback;

  PrivacyController(UserProvisioner users, Playback playback) {
    this.users = users;
    this.playback = playback;
  }

  /**
   * Changes the privacy. During a broadcast AWS rejects changes; StreamCat applies the change at
   * its end.
   */
  @PostMapping("/dashboard/privacy")
  String change(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam boolean closed,
      RedirectAttributes attributes) {
    if (user.channel() == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    if (closed && !playback.isAvailable()) {
      attributes.addFlashAttribute(PROBLEM, "Private channels are not available on this site.");
      return "redirect:/dashboard";
    }
    String wanted = closed ? "private" : "public";
    try {
      User changed =
          users.changeChannel(user.id(), c -> c.authorized(closed), LiveChannelPolicy.WAIT);
      log.info("{}: user makes the channel {}", user.id(), wanted);
      attributes.addFlashAttribute(
          NOTICE,
          Playback.isPrivate(changed) == closed
              ? "Your channel is " + wanted + "."
              : "Your channel becomes " + wanted + " when your broadcast has ended.");
    } catch (ProvisioningException e) {
      log.warn("{}: the channel could not be made {}: {}", user.id(), wanted, e.getMessage());
      attributes.addFlashAttribute(
          PROBLEM,
          "Your channel could not be made " + wanted + " yet. Please check again in a minute.");
    } catch (UserBusyException e) {
      attributes.addFlashAttribute(
          PROBLEM, "Another change is in progress. Please try again in a minute.");
    }
    return "redirect:/dashboard";
  }
}
