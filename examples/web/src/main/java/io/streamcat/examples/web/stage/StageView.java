package io.streamcat.examples.web.stage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.broadcast.Publication;
import io.streamcat.examples.web.People;
import io.streamcat.operations.UserStages;
import io.streamcat.realtime.ParticipantSummary;
import io.streamcat.realtime.StageRole;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The participants of stages, asked from AWS at most every three seconds for all pages. */
@Component
public class StageView {

  private static final Duration MAX_AGE = Duration.ofSeconds(3);
  private static final int MOST_STAGES = 10_000;

  private final UserStages stages;
  private final Broadcasts broadcasts;
  private final Guests guests;
  private final People people;
  private final Cache<UserId, List<StageParticipant>> present =
      Caffeine.newBuilder().expireAfterWrite(MAX_AGE).maximumSize(MOST_STAGES).build();

  StageView(UserStages stages, Broadcasts broadcasts, Guests guests, People people) {
    this.stages = stages;
    this.broadcasts = broadcasts;
    this.guests = guests;
    this.people = people;
  }

  /**
   * Lists the participants on a stage.
   *
   * @param owner the owner of the stage, which exists
   * @return the participants, in AWS's order
   * @throws io.streamcat.exception.AwsException if AWS cannot be reached
   */
  public List<StageParticipant> participants(User owner) {
    return present.get(owner.id(), unused -> query(owner));
  }

  /**
   * Forgets the participants of a stage that the site has just changed.
   *
   * @param owner the owner of the stage
   */
  public void invalidate(User owner) {
    present.invalidate(owner.id());
  }

  private List<StageParticipant> query(User owner) {
    String arn = Objects.requireNonNull(owner.stage()).arn();
    Set<String> publishing =
        broadcasts.publishing(arn).stream()
            .map(Publication::participantId)
            .collect(Collectors.toSet());
    return stages
        .present(owner.id())
        .map(participant -> describe(owner, participant, publishing.contains(participant.id())))
        .toList();
  }

  private StageParticipant describe(
      User owner, ParticipantSummary participant, boolean publishing) {
    Optional<User> user =
        Optional.of(participant.userId())
            .filter(id -> !id.isEmpty())
            .flatMap(id -> people.find(UserId.of(id)));
    return new StageParticipant(
        participant.id(),
        participant.userId(),
        user.map(User::username).orElse(null),
        user.map(found -> guests.roleOf(owner.id(), found.id())).orElse(StageRole.VIEWER),
        publishing);
  }
}
