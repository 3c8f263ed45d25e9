package io.streamcat.emulator;

import java.util.Map;

/**
 * The simulated clients of stages, which join, publish, subscribe and leave. A stage has an active
 * session while a participant is connected. Thread safe.
 *
 * <p>Only participants connected to the active session of a stage can publish, subscribe and leave;
 * the methods reject all other participants with an IllegalArgumentException.
 */
public interface Participants {
  /**
   * Joins a stage with a participant token, as a client would. A participant that is already
   * connected stays connected.
   *
   * @param token a token of {@code CreateParticipantToken}, or one signed with a key pair whose
   *     public key is imported
   * @return the participant that the token describes
   * @throws IllegalArgumentException if the token is not valid; the message names every reason and
   *     does not quote the token
   */
  EmulatedParticipant join(String token);

  /**
   * Joins a stage without a token, as a new participant with all capabilities.
   *
   * @param stageArn the ARN of a stage
   * @param userId the application's own identifier, which may be empty
   * @return the new participant
   * @throws IllegalArgumentException if the stage does not exist
   */
  EmulatedParticipant join(String stageArn, String userId);

  /**
   * Joins a stage with a participant token, as a client with known software would.
   *
   * @param token a participant token
   * @param client the members of {@code GetParticipant} that the client's software determines:
   *     {@code browserName}, {@code browserVersion}, {@code ispName}, {@code osName}, {@code
   *     osVersion}, {@code protocol} and {@code sdkVersion}, all optional
   * @return the participant that the token describes
   * @throws IllegalArgumentException if the token or a member is not valid
   */
  EmulatedParticipant join(String token, Map<String, String> client);

  /**
   * Joins a stage without a token, as a client with known software would.
   *
   * @param stageArn the ARN of a stage
   * @param userId the application's own identifier, which may be empty
   * @param client the members of {@code GetParticipant}, as for {@link #join(String, Map)}
   * @return the new participant
   * @throws IllegalArgumentException if the stage does not exist, or a member is not valid
   */
  EmulatedParticipant join(String stageArn, String userId, Map<String, String> client);

  /**
   * Joins a stage and publishes, as an encoder with the stream key of an ingest configuration. The
   * configuration is active until the participant leaves.
   *
   * @param streamKey a stream key of {@code CreateIngestConfiguration}
   * @return the participant that the ingest configuration describes
   * @throws IllegalArgumentException if the stream key does not exist
   * @throws IllegalStateException if the ingest configuration has no stage, or the stage already
   *     has 12 publishers
   */
  EmulatedParticipant broadcast(String streamKey);

  /**
   * Starts publishing; if the participant is already publishing, nothing changes.
   *
   * @param participant a connected participant
   * @throws IllegalArgumentException if the participant is not connected
   * @throws IllegalStateException if its token does not allow publishing, or the stage already has
   *     12 publishers; the participant's events also record the reason
   */
  void publish(EmulatedParticipant participant);

  /**
   * Stops publishing; if the participant is not publishing, nothing changes.
   *
   * @param participant a connected participant
   * @throws IllegalArgumentException if it is not connected
   */
  void unpublish(EmulatedParticipant participant);

  /**
   * Subscribes to another participant; if the subscriber is already subscribed, nothing changes.
   * The subscription ends when either participant leaves or the publisher stops publishing.
   *
   * @param subscriber a connected participant
   * @param publisher a participant of the same stage that publishes
   * @throws IllegalArgumentException if one of the participants is not connected to the
   *     subscriber's stage
   * @throws IllegalStateException if the subscriber's token does not allow subscribing, or the
   *     publisher is not publishing; the subscriber's events also record the reason
   */
  void subscribe(EmulatedParticipant subscriber, EmulatedParticipant publisher);

  /**
   * Ends a subscription to another participant; if there is none, nothing changes.
   *
   * @param subscriber a connected participant
   * @param publisher a connected participant of the same stage
   * @throws IllegalArgumentException if one of the participants is not connected to the
   *     subscriber's stage
   */
  void unsubscribe(EmulatedParticipant subscriber, EmulatedParticipant publisher);

  /**
   * Exchanges the token of a participant. The new token's capabilities, attributes and user apply;
   * the identifier stays. If the new token does not allow publishing or subscribing, the
   * participant stops it.
   *
   * <p>As in AWS, both tokens must be signed with a key pair, and have the same {@code jti}, {@code
   * resource}, {@code topic}, {@code events_url} and {@code whip_url}.
   *
   * @param participant a connected participant
   * @param token a participant token that is signed with a key pair whose public key is imported
   * @throws IllegalArgumentException if the participant is not connected, or the token is not
   *     valid, is not signed with a key pair, or is of another participant or stage
   * @throws IllegalStateException if the participant has not joined with a token that is signed
   *     with a key pair
   */
  void exchangeToken(EmulatedParticipant participant, String token);

  /**
   * Leaves the stage. The session ends when its last participant leaves.
   *
   * @param participant a connected participant
   * @throws IllegalArgumentException if it is not connected
   */
  void leave(EmulatedParticipant participant);
}
