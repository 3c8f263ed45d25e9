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

/** What the clients of stages do. Thread safe. */
public final class StageBackend {
  private final Transactions transactions;
  private final Account account;
  private final ParticipantLifecycle attendance;
  private final Subscriptions subscriptions;
  private final TokenVerifier tokenVerifier;
  private final IngestConfigurations ingestConfigurations;

  StageBackend(
      Transactions transactions,
      Account account,
      ParticipantLifecycle attendance,
      Subscriptions subscriptions,
      TokenVerifier tokenVerifier,
      IngestConfigurations ingestConfigurations) {
    this.transactions = transactions;
    this.account = account;
    this.attendance = attendance;
    this.subscriptions = subscriptions;
    this.tokenVerifier = tokenVerifier;
    this.ingestConfigurations = ingestConfigurations;
  }

  /**
   * Lets somebody join a stage without a token.
   *
   * @param stageArn the ARN of a stage
   * @param userId the application's own identifier, or an empty string
   * @return who joined what
   * @throws ApiException if there is no such stage
   */
  public Joined join(String stageArn, String userId) {
    return transactions.call(
        "join",
        now -> {
          account.require(ResourceType.STAGE, stageArn);
          String id = account.ids().alphanumeric(ParticipantTokens.ID_LENGTH);
          return join(JoinRequest.withoutToken(stageArn, id, userId), now);
        });
  }

  /**
   * Lets somebody join a stage with a token, as a client would.
   *
   * @param token a participant token
   * @return who joined what
   * @throws ApiException if the token is not valid, with every reason
   */
  public Joined join(String token) {
    return transactions.call("join", now -> join(guest(token, now), now));
  }

  private JoinRequest guest(String token, Instant now) {
    Verdict verdict = tokenVerifier.verify(token, null, null, now);
    if (!verdict.reasons().isEmpty()) {
      throw ApiException.invalid("token", "is refused: " + String.join("; ", verdict.reasons()));
    }
    return JoinRequest.withToken(verdict.claims());
  }

  private Joined join(JoinRequest guest, Instant now) {
    Resource stage = account.require(ResourceType.STAGE, guest.stageArn());
    return joined(attendance.join(stage, guest, now));
  }

  private static Joined joined(Resource participant) {
    return new Joined(
        ParticipantLifecycle.stageArn(participant),
        Account.idOf(participant.parentKey()),
        Account.idOf(participant.key()));
  }

  /**
   * Lets an encoder join and publish with the stream key of an ingest configuration.
   *
   * @param streamKey a stream key
   * @return who joined what
   * @throws ApiException if there is no such stream key, or a conflict if its ingest configuration
   *     has no stage or it cannot publish
   */
  public Joined broadcast(String streamKey) {
    return transactions.call(
        "broadcast", now -> joined(ingestConfigurations.publish(streamKey, now)));
  }

  /**
   * Lets a connected participant publish or stop to publish; one that does already stays as it is.
   *
   * @param stageArn the ARN of a stage
   * @param participantId a participant's identifier
   * @param publish whether it publishes from now on
   * @throws ApiException if it is not connected, or a conflict if it cannot publish
   */
  public void publish(String stageArn, String participantId, boolean publish) {
    transactions.run(
        publish ? "publish" : "unpublish",
        now -> {
          Resource participant = attendance.requireConnected(stageArn, participantId);
          if (publish) {
            attendance.publish(participant, now);
          } else {
            attendance.unpublish(participant, now);
          }
        });
  }

  /**
   * Lets a connected participant watch another one of its stage, or stop to; one that does already
   * stays as it is.
   *
   * @param stageArn the ARN of a stage
   * @param participantId the identifier of who watches
   * @param publisherId the identifier of who is watched
   * @param subscribe whether it watches from now on
   * @throws ApiException if one of them is not connected, or a conflict if it cannot watch
   */
  public void subscribe(
      String stageArn, String participantId, String publisherId, boolean subscribe) {
    transactions.run(
        subscribe ? "subscribe" : "unsubscribe",
        now -> {
          Resource subscriber = attendance.requireConnected(stageArn, participantId);
          Resource publisher = attendance.requireConnected(stageArn, publisherId);
          if (subscribe) {
            subscriptions.subscribe(subscriber, publisher, now);
          } else {
            subscriptions.unsubscribe(subscriber, publisher, now);
          }
        });
  }

  /**
   * Lets a connected participant go on with another token.
   *
   * @param stageArn the ARN of a stage
   * @param participantId a participant's identifier
   * @param token a participant token of the stage
   * @throws ApiException if it is not connected, or the token is not valid there
   */
  public void exchangeToken(String stageArn, String participantId, String token) {
    transactions.run(
        "exchange token",
        now -> {
          Resource participant = attendance.requireConnected(stageArn, participantId);
          JoinRequest guest = guest(token, now);
          if (!guest.stageArn().equals(stageArn)) {
            throw ApiException.invalid("token", "is refused: it is of another stage");
          }
          attendance.exchangeToken(participant, guest, now);
        });
  }

  /**
   * Lets a connected participant leave.
   *
   * @param stageArn the ARN of a stage
   * @param participantId a participant's identifier
   * @throws ApiException if it is not connected
   */
  public void leave(String stageArn, String participantId) {
    transactions.run(
        "leave",
        now -> attendance.leave(attendance.requireConnected(stageArn, participantId), now));
  }
}
