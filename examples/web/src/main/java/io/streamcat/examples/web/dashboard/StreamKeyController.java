package io.streamcat.examples.web.dashboard;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.StreamKey;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The forms that reveal and change the stream key. The key is only in the response to a reveal
 * request, which no cache stores, and never in a session.
 */
@Controller
class StreamKeyController {

  private static final Logger log = LoggerFactory.getLogger(StreamKeyController.class);
  private static final String DASHBOARD = "redirect:/dashboard";
  private static final String PROBLEM = "problem";

  private final Dashboard dashboard;
  private final ChannelService channels;
  private final UserProvisioner users;

  StreamKeyController(Dashboard dashboard, ChannelService channels, UserProvisioner users) {
    this.dashboard = dashboard;
    this.channels = channels;
    this.users = users;
  }

  @PostMapping("/dashboard/stream-key")
  String reveal(
      @RequestAttribute(AccountGuard.USER) User user, HttpServletResponse response, Model model) {
    try {
      streamKey(user).ifPresent(key -> model.addAttribute("streamKey", key.value().reveal()));
      log.info("{}: user revealed the stream key", user.id());
    } catch (AwsException e) {
      log.warn("{}: the stream key could not be fetched: {}", user.id(), e.getMessage());
      model.addAttribute(
          PROBLEM, "The stream key is not available at the moment. Please try again in a minute.");
    }
    return dashboard.show(user, response, model);
  }

  /** Returns the key to the script that copies it, so that the screen does not show it. */
  @PostMapping(path = "/dashboard/stream-key/copy", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> copy(@RequestAttribute(AccountGuard.USER) User user) {
    try {
      Optional<String> key = streamKey(user).map(found -> found.value().reveal());
      log.info("{}: user copied the stream key", user.id());
      return ResponseEntity.of(key);
    } catch (AwsException e) {
      log.warn("{}: the stream key could not be fetched: {}", user.id(), e.getMessage());
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }
  }

  /** Returns the key from the database if it is stored there, otherwise from AWS. */
  private Optional<StreamKey> streamKey(User user) {
    return Optional.ofNullable(user.channel())
        .flatMap(
            channel ->
                Optional.ofNullable(channel.streamKey())
                    .or(() -> channels.get(channel.arn()).map(Channel::streamKey)));
  }

  /** Redirects a browser that repeats a form's address by GET, such as after a login. */
  @GetMapping({"/dashboard/stream-key", "/dashboard/stream-key/rotate", "/dashboard/broadcast/end"})
  String back() {
    return DASHBOARD;
  }

  /** Changes the key; during a broadcast it first asks for confirmation. */
  @PostMapping("/dashboard/stream-key/rotate")
  String rotate(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam(defaultValue = "false") boolean stopStream,
      RedirectAttributes attributes) {
    try {
      users.rotateStreamKey(
          user.id(), stopStream ? LiveChannelPolicy.STOP : LiveChannelPolicy.REFUSE);
      log.info("{}: user changed the stream key", user.id());
      attributes.addFlashAttribute(
          "notice", "You have a new stream key. The old one no longer works.");
    } catch (ChannelLiveException e) {
      return "rotate";
    } catch (ProvisioningException e) {
      log.warn("{}: the stream key could not be changed: {}", user.id(), e.getMessage());
      attributes.addFlashAttribute(
          PROBLEM,
          "Your stream key is still being changed in the background. The old one "
              + "may have stopped working: reveal your key in a few minutes to see the "
              + "new one.");
    } catch (UserBusyException e) {
      attributes.addFlashAttribute(
          PROBLEM, "Another change is in progress. Please try again in a minute.");
    }
    return DASHBOARD;
  }
}
