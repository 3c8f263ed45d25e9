package io.streamcat.emulator.internal.controlplane;

import io.streamcat.emulator.internal.controlplane.TokenVerifier.Verdict;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Transactions;
import io.streamcat.emulator.internal.stage.IngestConfigurations;
import io.streamcat.emulator.internal.stage.JoinRequest;
import io.streamcat.emulator.internal.stage.ParticipantLifecycle;
import io.streamcat.emulator.internal.stage.ParticipantTokens;
import io.streamcat.emulator.internal.stage.Subscriptions;
import java.time.Instant;
import java.util.Map;

/** The operations of stage clients. Thread safe. */
public final class StageBackend {
  private final Transactions transactions;
  private final Account account;
  private final ParticipantLifecycle lifecycle;
  private final Subscriptions subscriptions;
  private final TokenVerifier tokenVerifier;
  private final IngestConfigurations ingestConfigurations;

  StageBackend(
      Transactions transactions,
      Account account,
      ParticipantLifecycle lifecycle,
      Subscriptions subscriptions,
      TokenVerifier tokenVerifier,
      IngestConfigurations ingestConfigurations) {
    this.transactions = transactions;
    this.account = account;
    this.lifecycle = lifecycle;
    this.subscriptions = subscriptions;
    this.tokenVerifier = tokenVerifier;
    this.ingestConfigurations = ingestConfigurations;
  }

  /**
   * Joins a stage without a token.
   *
   * @param stageArn the ARN of a stage
   * @param userId the application's own identifier, or an empty string
   * @param client the members of GetParticipant that the client's software determines
   * @return the joined participant
   * @throws ApiException if the stage does not exist, or a member is not valid
   */
  public Joined join(String stageArn, String userId, Map<String, ?> client) {
    return transactions.call(
        "join",
        now -> {
          account.require(ResourceType.STAGE, stageArn);
          String id = account.ids().alphanumeric(ParticipantTokens.ID_LENGTH);
          return join(JoinRequest.withoutToken(stageArn, id, userId).withClient(client), now);
        });
  }

  /**
   * Joins a stage with a token, as a client would.
   *
   * @param token a participant token
   * @param client the members of GetParticipant that the client's software determines
   * @return the joined participant
   * @throws ApiException if the token is not valid; the message names every reason; or if a member
   *     is not valid
   */
  public Joined join(String token, Map<String, ?> client) {
    return transactions.call("join", now -> join(request(token, now).withClient(client), now));
  }

  private JoinRequest request(String token, Instant now) {
    Verdict verdict = tokenVerifier.verify(token, null, null, now);
    if (!verdict.reasons().isEmpty()) {
      throw ApiException.invalid("token", "is rejected: " + String.join("; ", verdict.reasons()));
    }
    return JoinRequest.withToken(verdict.claims(), verdict.selfSigned());
  }

  private Joined join(JoinRequest request, Instant now) {
    Resource stage = account.require(ResourceType.STAGE, request.stageArn());
    return joined(lifecycle.join(stage, request, now));
  }

  private static Joined joined(Resource participant) {
    return new Joined(
        ParticipantLifecycle.stageArn(participant),
        Account.idOf(participant.parentKey()),
        Account.idOf(participant.key()));
  }

  /**
   * Joins a stage as an encoder and publishes, with the stream key of an ingest configuration.
   *
   * @param streamKey a stream key
   * @return the joined participant
   * @throws ApiException if the stream key does not exist; a conflict if its ingest configuration
   *     has no stage or the encoder cannot publish
   */
  public Joined broadcast(String streamKey) {
    return transactions.call(
        "broadcast", now -> joined(ingestConfigurations.publish(streamKey, now)));
  }

  /**
   * Starts or stops publishing for a connected participant; if it is already in that state, nothing
   * changes.
   *
   * @param stageArn the ARN of a stage
   * @param participantId a participant's identifier
   * @param publish whether the participant publishes from now on
   * @throws ApiException if the participant is not connected; a conflict if it cannot publish
   */
  public void publish(String stageArn, String participantId, boolean publish) {
    transactions.run(
        publish ? "publish" : "unpublish",
        now -> {
          Resource participant = lifecycle.requireConnected(stageArn, participantId);
          if (publish) {
            lifecycle.publish(participant, now);
          } else {
            lifecycle.unpublish(participant, now);
          }
        });
  }

  /**
   * Starts or ends a subscription of a connected participant to another one of its stage; if it is
   * already in that state, nothing changes.
   *
   * @param stageArn the ARN of a stage
   * @param participantId the identifier of the subscriber
   * @param publisherId the identifier of the publisher
   * @param subscribe whether the participant is subscribed from now on
   * @throws ApiException if one of the participants is not connected; a conflict if the subscriber
   *     cannot subscribe
   */
  public void subscribe(
      String stageArn, String participantId, String publisherId, boolean subscribe) {
    transactions.run(
        subscribe ? "subscribe" : "unsubscribe",
        now -> {
          Resource subscriber = lifecycle.requireConnected(stageArn, participantId);
          Resource publisher = lifecycle.requireConnected(stageArn, publisherId);
          if (subscribe) {
            subscriptions.subscribe(subscriber, publisher, now);
          } else {
            subscriptions.unsubscribe(subscriber, publisher, now);
          }
        });
  }

  /**
   * Exchanges the token of a connected participant.
   *
   * @param stageArn the ARN of a stage
   * @param participantId a participant's identifier
   * @param token a token of the same participant, signed with a key of the application's own
   * @throws ApiException if the participant is not connected, or the token is not valid for it; a
   *     conflict if the participant's own token cannot be exchanged
   */
  public void exchangeToken(String stageArn, String participantId, String token) {
    transactions.run(
        "exchange token",
        now -> {
          Resource participant = lifecycle.requireConnected(stageArn, participantId);
          lifecycle.exchangeToken(participant, request(token, now), now);
        });
  }

  /**
   * Removes a connected participant from its stage.
   *
   * @param stageArn the ARN of a stage
   * @param participantId a participant's identifier
   * @throws ApiException if the participant is not connected
   */
  public void leave(String stageArn, String participantId) {
    transactions.run(
        "leave", now -> lifecycle.leave(lifecycle.requireConnected(stageArn, participantId), now));
  }
}
