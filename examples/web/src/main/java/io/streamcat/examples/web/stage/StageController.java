package io.streamcat.examples.web.stage;

import io.streamcat.examples.web.People;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.operations.UserStages;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.realtime.ParticipantTokenRequest;
import io.streamcat.realtime.StageRole;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
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

  /** Short, since IVS cannot revoke a token; a participant who has joined may stay. */
  private static final Duration TIME_TO_JOIN = Duration.ofMinutes(5);

  private final People people;
  private final UserStages stages;
  private final Guests guests;

  StageController(People people, UserStages stages, Guests guests) {
    this.people = people;
    this.stages = stages;
    this.guests = guests;
  }

  /** Everything a client needs to join once. */
  record Admission(String token, String participantId, String role, Instant joinBy) {}

  @PostMapping("/channel/{username}/stage-token")
  Admission token(@PathVariable String username, @RequestAttribute(AccountGuard.USER) User user) {
    User owner = people.owner(username);
    if (owner.stage() == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    StageRole role = guests.role(owner.id(), user.id());
    ParticipantToken token =
        stages.token(
            owner.id(),
            ParticipantTokenRequest.builder()
                .userId(user.id().value())
                .role(role)
                .duration(TIME_TO_JOIN)
                .attributes(Map.of("name", String.valueOf(user.username())))
                .build());
    return new Admission(
        token.value().reveal(),
        token.participantId(),
        role.name().toLowerCase(Locale.ROOT),
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
