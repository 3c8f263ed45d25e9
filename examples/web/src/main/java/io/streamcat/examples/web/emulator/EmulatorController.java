package io.streamcat.examples.web.emulator;

import io.streamcat.channel.Channel;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.server.ResponseStatusException;

/** Simulates the encoder of the logged-in user, so that the site can be tried without one. */
@Controller
@ConditionalOnBooleanProperty("streamcat.emulator.enabled")
class EmulatorController {

  /** The longest wait for the event, so that the next page already shows the result. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final IvsEmulator emulator;

  EmulatorController(IvsEmulator emulator) {
    this.emulator = emulator;
  }

  @PostMapping("/dashboard/rehearsal/start")
  String start(@RequestAttribute(AccountGuard.USER) User user) throws InterruptedException {
    return play(user, emulator::startStream);
  }

  @PostMapping("/dashboard/rehearsal/stop")
  String stop(@RequestAttribute(AccountGuard.USER) User user) throws InterruptedException {
    return play(user, emulator::stopStream);
  }

  private String play(User user, Consumer<String> encoder) throws InterruptedException {
    Channel channel = user.channel();
    if (channel == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    try {
      encoder.accept(channel.arn());
    } catch (IllegalArgumentException e) {
      // The database may name a channel of an earlier emulator, which is gone.
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, e);
    }
    emulator.events().awaitDelivery(PATIENCE);
    return "redirect:/dashboard";
  }
}
