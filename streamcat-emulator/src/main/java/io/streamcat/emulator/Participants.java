package io.streamcat.emulator;

/**
 * What the clients of stages do: they join, publish, watch, stop and leave. A stage has an active
 * session while somebody is connected to it. Thread safe.
 *
 * <p>Only who is connected to the active session of a stage can publish, watch, stop and leave;
 * anybody else is an illegal argument.
 */
public interface Participants {
  /**
   * Joins a stage with a participant token, as a client would, once or again. Who is connected
   * already stays so.
   *
   * @param token a token of {@code CreateParticipantToken}, or one signed with a key pair whose
   *     public key is imported
   * @return the participant that the token describes
   * @throws IllegalArgumentException if the token is not valid; the message tells every reason and
   *     does not quote the token
   */
  EmulatedParticipant join(String token);

  /**
   * Joins a stage without a token, as a new participant that may do everything.
   *
   * @param stageArn the ARN of a stage
   * @param userId the application's own identifier, which may be empty
   * @return the new participant
   * @throws IllegalArgumentException if there is no such stage
   */
  EmulatedParticipant join(String stageArn, String userId);

  /**
   * Joins and publishes as an encoder would that has the stream key of an ingest configuration. The
   * configuration is active until the participant leaves.
   *
   * @param streamKey a stream key of {@code CreateIngestConfiguration}
   * @return the participant that the ingest configuration describes
   * @throws IllegalArgumentException if there is no such stream key
   * @throws IllegalStateException if the ingest configuration has no stage, or 12 participants
   *     publish on it already
   */
  EmulatedParticipant broadcast(String streamKey);

  /**
   * Starts to publish; if the participant publishes already, nothing changes.
   *
   * @param participant a connected participant
   * @throws IllegalArgumentException if it is not connected
   * @throws IllegalStateException if its token does not let it publish, or 12 participants publish
   *     already; the reason is also among the participant's events
   */
  void publish(EmulatedParticipant participant);

  /**
   * Stops to publish; if the participant does not publish, nothing changes.
   *
   * @param participant a connected participant
   * @throws IllegalArgumentException if it is not connected
   */
  void unpublish(EmulatedParticipant participant);

  /**
   * Starts to watch another participant; if the subscriber watches it already, nothing changes. It
   * stops when either of them leaves or the publisher publishes no longer.
   *
   * @param subscriber a connected participant
   * @param publisher a participant of the same stage that publishes
   * @throws IllegalArgumentException if one of them is not connected to the subscriber's stage
   * @throws IllegalStateException if the subscriber's token does not let it subscribe, or the other
   *     one does not publish; the reason is also among the subscriber's events
   */
  void subscribe(EmulatedParticipant subscriber, EmulatedParticipant publisher);

  /**
   * Stops to watch another participant; if the subscriber does not watch it, nothing changes.
   *
   * @param subscriber a connected participant
   * @param publisher a connected participant of the same stage
   * @throws IllegalArgumentException if one of them is not connected to the subscriber's stage
   */
  void unsubscribe(EmulatedParticipant subscriber, EmulatedParticipant publisher);

  /**
   * Goes on with another token of the stage: with its capabilities, attributes and user, and under
   * the participant's own identifier. One that may no longer publish or subscribe stops to.
   *
   * @param participant a connected participant
   * @param token a participant token, as for {@link #join(String)}
   * @throws IllegalArgumentException if it is not connected, or the token is not valid or of
   *     another stage
   * @throws IllegalStateException if the participant is an encoder or a replica, which have no
   *     token
   */
  void exchangeToken(EmulatedParticipant participant, String token);

  /**
   * Leaves the stage. The last to leave ends the session.
   *
   * @param participant a connected participant
   * @throws IllegalArgumentException if it is not connected
   */
  void leave(EmulatedParticipant participant);
}
