package io.streamcat.realtime;

import static io.streamcat.aws.internal.AwsNames.orEmpty;
import static io.streamcat.aws.internal.AwsNames.required;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceService;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.internal.AwsNames;
import io.streamcat.aws.internal.Tags;
import io.streamcat.broadcast.ParticipantEvent;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.signing.PublicKeys;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

final class IvsRealTimeService extends ResourceService<Stage> implements RealTimeService {

  private static final int PAGE = 100;

  private final IvsRealTimeClient client;
  private final IvsParticipants participants;
  private final PublicKeys publicKeys;

  IvsRealTimeService(IvsRealTimeClient client, AwsCalls calls) {
    super(
        calls.with(client.serviceClientConfiguration()),
        new Names("ivs", "Stage", "ListStages", false));
    this.client = client;
    this.participants = new IvsParticipants(client, calls());
    this.publicKeys = new IvsPublicKeys(client, calls());
  }

  @Override
  public Stage create(String name, StageSettings settings) {
    AwsNames.check("name", name);
    Map<String, String> tags = Tags.withRecord(settings.validated().tags());
    return create(
        "Create",
        name,
        tags,
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
                    .stage()));
  }

  @Override
  protected Stage get(AwsRequestOverrideConfiguration override, String arn) {
    return StageMapping.stage(
        client.getStage(r -> r.overrideConfiguration(override).arn(arn)).stage());
  }

  @Override
  protected Page page(
      AwsRequestOverrideConfiguration override, @Nullable String name, @Nullable String token) {
    var page =
        client.listStages(r -> r.overrideConfiguration(override).maxResults(PAGE).nextToken(token));
    return new Page(
        required(page.hasStages(), page.stages()).stream()
            .map(s -> new ResourceSummary(s.arn(), orEmpty(s.name()), s.tags()))
            .toList(),
        page.nextToken());
  }

  @Override
  protected void delete(AwsRequestOverrideConfiguration override, String arn) {
    client.deleteStage(r -> r.overrideConfiguration(override).arn(arn));
  }

  @Override
  public Stage update(String arn, StageSettings settings) {
    settings.validated();
    return calls()
        .call(
            operation("UpdateStage", arn),
            calls().deadline(),
            override ->
                StageMapping.stage(
                    client
                        .updateStage(
                            r ->
                                r.overrideConfiguration(override)
                                    .arn(arn)
                                    .autoParticipantRecordingConfiguration(
                                        StageMapping.sdkOrOff(settings.recording())))
                        .stage()));
  }

  @Override
  public void delete(String arn) {
    Instant deadline = calls().deadline();
    for (int attempt = 0; ; attempt++) {
      try {
        delete(arn, deadline);
        return;
      } catch (ResourceConflictException e) {
        // The model declares this error without a reason, so the call waits for running work to
        // end.
        if (!calls().pause(attempt, deadline)) {
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
  public Stream<ParticipantEvent> participantEvents(
      String stageArn, String sessionId, String participantId) {
    return participants.events(stageArn, sessionId, participantId);
  }

  @Override
  public PublicKeys publicKeys() {
    return publicKeys;
  }

  static Operation operation(String name, String resource) {
    return new Operation("ivs", name, resource);
  }

  @Override
  public void rename(String arn, String name) {
    AwsNames.check("name", name);
    rename(
        arn,
        override ->
            StageMapping.stage(
                client
                    .updateStage(r -> r.overrideConfiguration(override).arn(arn).name(name))
                    .stage()));
  }

  @Override
  public void tag(String arn, Map<String, String> tags) {
    tag(
        arn,
        override ->
            client.tagResource(r -> r.overrideConfiguration(override).resourceArn(arn).tags(tags)));
  }

  @Override
  public void untag(String arn, Collection<String> keys) {
    untag(
        arn,
        override ->
            client.untagResource(
                r -> r.overrideConfiguration(override).resourceArn(arn).tagKeys(keys)));
  }
}
