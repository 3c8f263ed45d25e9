package io.streamcat.examples.web.stage;

import io.streamcat.operations.UserStages;
import io.streamcat.realtime.ParticipantSummary;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.realtime.ParticipantTokenRequest;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tokens of stages, always for the role that the user has now. */
public final class StageTokens {

  /** Short, since IVS cannot revoke a token; a participant who has joined may stay. */
  private static final Duration TIME_TO_JOIN = Duration.ofMinutes(5);

  private final UserStages stages;
  private final Guests guests;
  private final StageClients clients;
  private final boolean signed;

  StageTokens(UserStages stages, Guests guests, StageClients clients, boolean signed) {
    this.stages = stages;
    this.guests = guests;
    this.clients = clients;
    this.signed = signed;
  }

  /**
   * Issues a token to join a stage with.
   *
   * @param owner the owner of the stage, which exists
   * @param user the user
   * @return the token of a new participant
   * @throws io.streamcat.exception.BannedException if the owner has banned the user
   */
  public ParticipantToken issue(User owner, User user) {
    return stages.token(owner.id(), request(owner, user));
  }

  /**
   * Issues a token that a participant on the stage exchanges for the earlier one, without joining
   * again.
   *
   * @param owner the owner of the stage
   * @param user the user
   * @param participantId the id of a participant
   * @return the token, or empty if no participant of the user on the stage has the id
   */
  Optional<ParticipantToken> exchange(User owner, User user, String participantId) {
    return present(owner, user.id()).stream()
        .filter(participantId::equals)
        .findFirst()
        .map(id -> stages.exchange(owner.id(), id, request(owner, user)));
  }

  /**
   * Gives the clients of a user, who stay on the stage, the user's present role.
   *
   * @param owner the owner of the stage
   * @param user the user whose role has changed
   * @return false if they must join again, because tokens are not signed with a key
   */
  boolean refresh(User owner, User user) {
    List<String> present = present(owner, user.id());
    if (!signed) {
      return present.isEmpty();
    }
    for (String id : present) {
      clients.exchange(owner, id, stages.exchange(owner.id(), id, request(owner, user)));
    }
    return true;
  }

  /** Returns the ids of a user's participants; AWS has them from the tokens of the site. */
  private List<String> present(User owner, UserId user) {
    return stages
        .present(owner.id())
        .filter(participant -> participant.userId().equals(user.value()))
        .map(ParticipantSummary::id)
        .toList();
  }

  private ParticipantTokenRequest request(User owner, User user) {
    guests.requireNotBanned(owner.id(), user.id());
    return ParticipantTokenRequest.builder()
        .userId(user.id().value())
        .role(guests.roleOf(owner.id(), user.id()))
        .duration(TIME_TO_JOIN)
        .attributes(Map.of("name", String.valueOf(user.username())))
        .build();
  }
}
