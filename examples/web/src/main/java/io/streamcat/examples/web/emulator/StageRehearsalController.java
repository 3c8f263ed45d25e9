package io.streamcat.examples.web.emulator;

import io.streamcat.emulator.IvsEmulator;
import io.streamcat.examples.web.People;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.examples.web.stage.StageParticipant;
import io.streamcat.examples.web.stage.StageTokens;
import io.streamcat.examples.web.stage.StageView;
import io.streamcat.exception.BannedException;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Simulates the client with which the logged-in user is on a stage. */
@Controller
@ConditionalOnBooleanProperty("streamcat.emulator.enabled")
class StageRehearsalController {

  /** The longest wait for the event, so that the next page already shows the result. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final People people;
  private final StageTokens tokens;
  private final StageView view;
  private final StageEmulator clients;
  private final IvsEmulator emulator;

  StageRehearsalController(
      People people,
      StageTokens tokens,
      StageView view,
      StageEmulator clients,
      IvsEmulator emulator) {
    this.people = people;
    this.tokens = tokens;
    this.view = view;
    this.clients = clients;
    this.emulator = emulator;
  }

  @PostMapping("/channel/{username}/stage/rehearsal/{action}")
  String act(
      @PathVariable String username,
      @PathVariable String action,
      @RequestAttribute(AccountGuard.USER) User user,
      RedirectAttributes attributes)
      throws InterruptedException {
    User owner = people.owner(username);
    if (owner.stage() == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    view.invalidate(owner);
    List<String> mine =
        view.participants(owner).stream()
            .filter(participant -> participant.userId().equals(user.id().value()))
            .map(StageParticipant::id)
            .toList();
    try {
      switch (action) {
        case "join" -> {
          if (mine.isEmpty()) {
            clients.join(tokens.issue(owner, user));
          }
        }
        case "publish" -> mine.forEach(id -> clients.publish(owner, id));
        case "unpublish" -> mine.forEach(id -> clients.unpublish(owner, id));
        case "leave" -> mine.forEach(id -> clients.leave(owner, id));
        default -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
      }
    } catch (BannedException e) {
      // The page says so.
      return page(owner);
    } catch (IllegalStateException e) {
      attributes.addFlashAttribute(
          "problem", "You cannot speak: you are a viewer, or twelve others speak already.");
    } catch (IllegalArgumentException e) {
      // The participant left in the meantime, or the stage is of an earlier emulator.
      attributes.addFlashAttribute("problem", "You are not on the stage.");
    }
    emulator.events().awaitDelivery(PATIENCE);
    view.invalidate(owner);
    return page(owner);
  }

  private static String page(User owner) {
    return "redirect:/channel/" + owner.username() + "/stage";
  }
}
