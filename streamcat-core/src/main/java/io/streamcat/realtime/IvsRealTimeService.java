package io.streamcat.realtime;

import static io.streamcat.aws.AwsNames.orEmpty;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsNames;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.Tags;
import io.streamcat.error.ResourceConflictException;
import io.streamcat.signing.PublicKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;
import software.amazon.awssdk.services.ivsrealtime.model.ListStagesResponse;

final class IvsRealTimeService implements RealTimeService {

  private static final int PAGE = 100;

  private final IvsRealTimeClient client;
  private final AwsCalls calls;
  private final IvsParticipants participants;
  private final PublicKeys publicKeys;

  IvsRealTimeService(IvsRealTimeClient client, AwsCalls calls) {
    this.client = client;
    this.calls = calls.with(client.serviceClientConfiguration());
    this.participants = new IvsParticipants(client, this.calls);
    this.publicKeys = new IvsPublicKeys(client).through(this.calls);
  }

  @Override
  public Stage create(String name, StageSettings settings) {
    AwsNames.check("name", name);
    Map<String, String> tags = Tags.withRecord(settings.validated().tags());
    return calls.create(
        operation("CreateStage", name),
        calls.deadline(),
        override ->
            StageMapping.stage(
                client
                    .createStage(
                        r ->
                            r.overrideConfiguration(override)
                                .name(name)
                                .autoParticipantRecordingConfiguration(
                                    StageMapping.sdk(settings.recording()))
                                .tags(tags))
                    .stage()),
        deadline -> find(name, Tags.identity(tags), deadline).stream().findFirst());
  }

  @Override
  public Optional<Stage> get(String arn) {
    return get(arn, calls.deadline());
  }

  private Optional<Stage> get(String arn, Instant deadline) {
    return calls
        .callIfThere(
            operation("GetStage", arn),
            deadline,
            override -> client.getStage(r -> r.overrideConfiguration(override).arn(arn)))
        .map(answer -> StageMapping.stage(answer.stage()));
  }

  @Override
  public List<Stage> find(String name, Map<String, String> tags) {
    return find(name, tags, calls.deadline());
  }

  private List<Stage> find(String name, Map<String, String> tags, Instant deadline) {
    return ResourceSummary.find(list(deadline), name, tags, arn -> get(arn, deadline));
  }

  @Override
  public Stream<ResourceSummary> list() {
    return list(null);
  }

  private Stream<ResourceSummary> list(@Nullable Instant deadline) {
    return calls.pages(
        operation("ListStages", "*"),
        deadline,
        (override, token) ->
            client.listStages(
                r -> r.overrideConfiguration(override).maxResults(PAGE).nextToken(token)),
        ListStagesResponse::nextToken,
        page ->
            page.stages().stream()
                .map(s -> new ResourceSummary(s.arn(), orEmpty(s.name()), s.tags())));
  }

  @Override
  public Stage update(String arn, StageSettings settings) {
    settings.validated();
    return StageMapping.stage(
        calls
            .call(
                operation("UpdateStage", arn),
                calls.deadline(),
                override ->
                    client.updateStage(
                        r ->
                            r.overrideConfiguration(override)
                                .arn(arn)
                                .autoParticipantRecordingConfiguration(
                                    StageMapping.sdkOrOff(settings.recording()))))
            .stage());
  }

  @Override
  public void delete(String arn) {
    Instant deadline = calls.deadline();
    for (int attempt = 0; ; attempt++) {
      try {
        calls.callIfThere(
            operation("DeleteStage", arn),
            deadline,
            override -> client.deleteStage(r -> r.overrideConfiguration(override).arn(arn)));
        return;
      } catch (ResourceConflictException e) {
        // The model declares it without saying when; whatever is going on is given time to end.
        if (!calls.pause(attempt, deadline)) {
          throw e;
        }
      }
    }
  }

  @Override
  public ParticipantToken createParticipantToken(String stageArn, ParticipantTokenRequest request) {
    return participants.createToken(stageArn, request);
  }

  @Override
  public void disconnectParticipant(String stageArn, String participantId, String reason) {
    participants.disconnect(stageArn, participantId, reason);
  }

  @Override
  public Stream<StageSession> sessions(String stageArn) {
    return participants.sessions(stageArn);
  }

  @Override
  public Optional<StageSession> session(String stageArn, String sessionId) {
    return participants.session(stageArn, sessionId);
  }

  @Override
  public Optional<StageSession> activeSession(String stageArn) {
    return participants.activeSession(stageArn);
  }

  @Override
  public Stream<ParticipantSummary> participants(
      String stageArn, String sessionId, ParticipantFilter filter) {
    return participants.list(stageArn, sessionId, filter);
  }

  @Override
  public Optional<Participant> participant(
      String stageArn, String sessionId, String participantId) {
    return participants.get(stageArn, sessionId, participantId);
  }

  @Override
  public PublicKeys publicKeys() {
    return publicKeys;
  }

  static Operation operation(String name, String resource) {
    return new Operation("ivs", name, resource);
  }
}
