package io.streamcat.examples.web.stage;

import io.streamcat.examples.web.People;
import io.streamcat.examples.web.playback.Playback;
import io.streamcat.examples.web.progress.Live;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.operations.UserStages;
import io.streamcat.realtime.StageRole;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of a stage, on which its owner promotes, dismisses and removes participants. */
@Controller
class StagePageController {

  private static final Logger log = LoggerFactory.getLogger(StagePageController.class);
  private static final String NOTICE = "notice";
  private static final String PROBLEM = "problem";

  private final People people;
  private final UserStages stages;
  private final StageView view;
  private final StageTokens tokens;
  private final Guests guests;
  private final Playback playback;

  StagePageController(
      People people,
      UserStages stages,
      StageView view,
      StageTokens tokens,
      Guests guests,
      Playback playback) {
    this.people = people;
    this.stages = stages;
    this.view = view;
    this.tokens = tokens;
    this.guests = guests;
    this.playback = playback;
  }

  @GetMapping("/channel/{username}/stage")
  String stage(
      @PathVariable String username, @RequestAttribute(AccountGuard.USER) User user, Model model) {
    User owner = withStage(username);
    List<StageParticipant> participants = participants(owner);
    model.addAttribute("owner", owner.username());
    model.addAttribute("role", guests.roleOf(owner.id(), user.id()).name());
    model.addAttribute("banned", guests.isBanned(owner.id(), user.id()));
    model.addAttribute("participants", participants);
    model.addAttribute("version", participants == null ? "" : participants.hashCode());
    model.addAttribute(
        "mine",
        participants == null
            ? null
            : participants.stream()
                .filter(participant -> participant.userId().equals(user.id().value()))
                .findFirst()
                .orElse(null));
    Live.STEADILY.announce(model, "/channel/" + owner.username() + "/stage");
    return "stage";
  }

  private @Nullable List<StageParticipant> participants(User owner) {
    try {
      return view.participants(owner);
    } catch (AwsException e) {
      log.warn("{}: the participants are not available: {}", owner.id(), e.getMessage());
      return null;
    }
  }

  /** Promotes a viewer to guest, who can speak at once. */
  @PostMapping("/channel/{username}/stage/promote")
  String promote(
      @PathVariable String username,
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String id,
      RedirectAttributes attributes) {
    User owner = own(username, user);
    User other = people.find(UserId.of(id)).orElse(null);
    if (other != null && !other.id().equals(owner.id())) {
      guests.invite(owner.id(), other.id());
      attributes.addFlashAttribute(NOTICE, other.username() + " is now a guest.");
      refresh(owner, other, attributes);
    }
    return page(owner);
  }

  /** Demotes a guest to viewer, who stays on the stage and stops speaking. */
  @PostMapping("/channel/{username}/stage/dismiss")
  String dismiss(
      @PathVariable String username,
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String id,
      RedirectAttributes attributes) {
    User owner = own(username, user);
    User other = people.find(UserId.of(id)).orElse(null);
    if (guests.uninvite(owner.id(), id) && other != null) {
      attributes.addFlashAttribute(NOTICE, other.username() + " is now a viewer.");
      refresh(owner, other, attributes);
    }
    return page(owner);
  }

  private void refresh(User owner, User other, RedirectAttributes attributes) {
    try {
      if (guests.roleOf(owner.id(), other.id()) == StageRole.VIEWER) {
        playback.revoke(owner, other.id());
      }
      if (!tokens.refresh(owner, other)) {
        attributes.addFlashAttribute(
            PROBLEM, other.username() + " keeps the earlier role until joining the stage again.");
      }
    } catch (StreamCatException e) {
      log.warn("{}: no new role for {}: {}", owner.id(), other.id(), e.getMessage());
      attributes.addFlashAttribute(
          PROBLEM,
          other.username()
              + " may keep the earlier role until joining the stage again, because AWS does not"
              + " respond.");
    }
    view.invalidate(owner);
  }

  /** Disconnects a participant, who may return. */
  @PostMapping("/channel/{username}/stage/remove")
  String remove(
      @PathVariable String username,
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String participant,
      RedirectAttributes attributes) {
    User owner = own(username, user);
    stages.disconnect(owner.id(), participant, "");
    view.invalidate(owner);
    attributes.addFlashAttribute(NOTICE, "The participant was removed.");
    return page(owner);
  }

  private static String page(User owner) {
    return "redirect:/channel/" + owner.username() + "/stage";
  }

  private User own(String username, User user) {
    User owner = withStage(username);
    if (!owner.id().equals(user.id())) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    return owner;
  }

  private User withStage(String username) {
    User owner = people.owner(username);
    if (owner.stage() == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return owner;
  }
}
