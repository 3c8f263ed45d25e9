package io.streamcat.playback;

import static io.streamcat.aws.internal.AwsNames.orEmpty;
import static io.streamcat.playback.IvsRestrictionPolicies.operation;

import io.streamcat.aws.AwsCalls;
import io.streamcat.playback.ViewerSession.RevocationFailure;
import io.streamcat.signing.PublicKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.BatchStartViewerSessionRevocationViewerSession;

final class IvsPlaybackService implements PlaybackService {

  private static final int BATCH = 20;

  private final IvsClient client;
  private final AwsCalls calls;
  private final PublicKeys keyPairs;
  private final RestrictionPolicies restrictionPolicies;

  IvsPlaybackService(IvsClient client, AwsCalls calls) {
    this.client = client;
    this.calls = calls.with(client.serviceClientConfiguration());
    this.keyPairs = new IvsPlaybackKeys(client, this.calls);
    this.restrictionPolicies = new IvsRestrictionPolicies(client, this.calls);
  }

  @Override
  public PublicKeys keyPairs() {
    return keyPairs;
  }

  @Override
  public RestrictionPolicies restrictionPolicies() {
    return restrictionPolicies;
  }

  @Override
  public void revoke(ViewerSession session) {
    calls.call(
        operation("StartViewerSessionRevocation", session.channelArn()),
        calls.deadline(),
        override ->
            client.startViewerSessionRevocation(
                r ->
                    r.overrideConfiguration(override)
                        .channelArn(session.channelArn())
                        .viewerId(session.viewerId())
                        .viewerSessionVersionsLessThanOrEqualTo(session.version())));
  }

  @Override
  public List<RevocationFailure> revokeAll(Collection<ViewerSession> sessions) {
    List<ViewerSession> all = List.copyOf(sessions);
    List<RevocationFailure> failures = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      failures.addAll(revokeBatch(all.subList(from, Math.min(from + BATCH, all.size()))));
    }
    return List.copyOf(failures);
  }

  private List<RevocationFailure> revokeBatch(List<ViewerSession> batch) {
    var sessions =
        batch.stream()
            .map(
                session ->
                    BatchStartViewerSessionRevocationViewerSession.builder()
                        .channelArn(session.channelArn())
                        .viewerId(session.viewerId())
                        .viewerSessionVersionsLessThanOrEqualTo(session.version())
                        .build())
            .toList();
    return calls
        .call(
            operation("BatchStartViewerSessionRevocation", "*"),
            calls.deadline(),
            override ->
                client.batchStartViewerSessionRevocation(
                    r -> r.overrideConfiguration(override).viewerSessions(sessions)))
        .errors()
        .stream()
        .map(
            error ->
                new RevocationFailure(
                    error.channelArn(),
                    error.viewerId(),
                    orEmpty(error.code()),
                    orEmpty(error.message())))
        .toList();
  }
}
