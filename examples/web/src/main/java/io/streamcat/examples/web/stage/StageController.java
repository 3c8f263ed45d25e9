package io.streamcat.examples.web.stage;

import io.streamcat.examples.web.People;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.operations.UserStages;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * JSON endpoints for stage clients of logged-in users. The path names the stage's owner; the
 * session alone decides who the client is.
 */
@RestController
class StageController {

  private static final Logger log = LoggerFactory.getLogger(StageController.class);

  private final People people;
  private final UserStages stages;
  private final StageTokens tokens;
  private final Guests guests;

  StageController(People people, UserStages stages, StageTokens tokens, Guests guests) {
    this.people = people;
    this.stages = stages;
    this.tokens = tokens;
    this.guests = guests;
  }

  /** Everything a client needs to join once, or to change its role. */
  record Admission(String token, String participantId, String role, Instant joinBy) {}

  /** Issues a token to join with, or for a participant of the user who is on the stage already. */
  @PostMapping("/channel/{username}/stage-token")
  Admission token(
      @PathVariable String username,
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam(required = false) @Nullable String participant) {
    User owner = people.owner(username);
    if (owner.stage() == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    ParticipantToken token =
        participant == null
            ? tokens.issue(owner, user)
            : tokens
                .exchange(owner, user, participant)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return new Admission(
        token.value().reveal(),
        token.participantId(),
        guests.roleOf(owner.id(), user.id()).name().toLowerCase(Locale.ROOT),
        token.expiresAt());
  }

  /** Removes a participant; only the owner of the stage may call it. */
  @PostMapping("/channel/{username}/stage-kick")
  Map<String, Integer> kick(
      @PathVariable String username,
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String participant) {
    User owner = people.owner(username);
    if (!owner.id().equals(user.id())) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    int disconnected = stages.kick(owner.id(), UserId.of(participant), "");
    log.info("{}: removed {} from the stage", owner.id(), participant);
    return Map.of("disconnected", disconnected);
  }
}
