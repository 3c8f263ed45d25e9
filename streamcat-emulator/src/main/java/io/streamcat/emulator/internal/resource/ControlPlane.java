package io.streamcat.emulator.internal.resource;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.resource.TokenVerifier.Verdict;
import io.streamcat.emulator.internal.token.TokenSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The control planes of one account in one region.
 *
 * <p>Thread safe: one lock is held for each whole call, which makes calls atomic and gives them one
 * order that everybody sees. They only touch memory, so nobody waits long.
 */
public final class ControlPlane {
  /** The greatest age that a stale list can have. */
  public static final Duration MAX_STALENESS = Store.MEMORY;

  /** How many events for EventBridge are remembered. */
  public static final int MAX_EVENTS = EventBus.MEMORY;

  private final Operations operations = new Operations();
  private final Account account;
  private final Streams streams;
  private final ViewerSessions viewerSessions;
  private final PlaybackTokens playbackTokens;
  private final Attendance attendance;
  private final TokenVerifier tokenVerifier;
  private final ChatTokens chatTokens;
  private final ChatEvents chatEvents;
  private final ChatDesk chat;
  private final IngestConfigurations ingestConfigurations;
  private final Compositions compositions;
  private final Incidents incidents;

  /**
   * Creates an account without resources.
   *
   * @param settings what is decided about it
   */
  public ControlPlane(Settings settings) {
    account = new Account(settings);
    TokenSigner signer = new TokenSigner(settings.seed());
    StreamKeys streamKeys = new StreamKeys(account);
    StreamSessions streamSessions = new StreamSessions(account);
    streams = new Streams(account, streamSessions, settings.streamEndDelay());
    viewerSessions = new ViewerSessions(account);
    ImportedKeys playbackKeys = ImportedKeys.forPlayback(account);
    playbackTokens = new PlaybackTokens(account, playbackKeys, viewerSessions);
    chatTokens = new ChatTokens(account);
    chatEvents = new ChatEvents(account);
    chat = new ChatDesk(this, account, chatTokens, chatEvents);
    StageSessions stageSessions = new StageSessions(account);
    attendance = new Attendance(account, stageSessions);
    ParticipantTokens participantTokens = new ParticipantTokens(account, signer);
    ingestConfigurations = new IngestConfigurations(account, attendance);
    compositions = new Compositions(account, streams, stageSessions);
    incidents = new Incidents(account, streams, streamSessions, compositions);
    tokenVerifier =
        new TokenVerifier(playbackTokens, new ParticipantTokenCheck(account, signer, attendance));

    new Channels(account, streamKeys, streams).register(operations);
    streamKeys.register(operations);
    streams.register(operations);
    streamSessions.register(operations);
    new RecordingConfigurations(account).register(operations);
    new AdConfigurations(account, streams).register(operations);
    playbackKeys.register(operations);
    new PlaybackRestrictionPolicies(account).register(operations);
    viewerSessions.register(operations);
    new Rooms(account).register(operations);
    chatTokens.register(operations);
    chatEvents.register(operations);
    new LoggingConfigurations(account).register(operations);
    new Stages(account, participantTokens, attendance, compositions).register(operations);
    stageSessions.register(operations);
    new Participants(account, stageSessions, attendance).register(operations);
    participantTokens.register(operations);
    ImportedKeys.forParticipants(account).register(operations);
    new StorageConfigurations(account, compositions).register(operations);
    new EncoderConfigurations(account, compositions).register(operations);
    ingestConfigurations.register(operations);
    compositions.register(operations);
    new Replication(account, attendance).register(operations);
    new Tags(account).register(operations);
  }

  /**
   * Tells whether an operation is emulated; a call of any other one is refused.
   *
   * @param operation an operation of the model
   * @return whether it is
   */
  public boolean emulates(Operation operation) {
    return operations.contains(operation);
  }

  /**
   * Carries out one operation, completely or not at all.
   *
   * @param operation an operation that is emulated
   * @param input its input as it was read
   * @param staleness how old the state is that a list shows, at most {@link #MAX_STALENESS}
   * @return its output as it is to be written, which the API model allows; empty when it has none
   * @throws ApiException if the request is refused
   * @throws IllegalStateException if the API model does not allow the output, which is a mistake
   *     here
   */
  public Map<String, Object> call(Operation operation, Map<String, ?> input, Duration staleness) {
    Map<String, Object> known = Operations.read(operation, input);
    Map<String, Object> output;
    synchronized (this) {
      Instant now = settledNow();
      Instant asOf = staleness.isZero() ? Store.NOW : now.minus(staleness);
      output = operations.carryOut(new Call(operation, known, now, asOf));
    }
    return Operations.write(operation, output);
  }

  /**
   * Returns the resources that exist now.
   *
   * @return the resources that have an ARN, by type and within a type in the order of creation
   */
  public synchronized List<Resource> resources() {
    return account.store().all().filter(resource -> resource.type().hasArn()).toList();
  }

  /**
   * Starts a broadcast, as an encoder would; a channel that is live stays as it is.
   *
   * @param channelArn the ARN of a channel
   * @throws ApiException if there is no such channel
   */
  public synchronized void startStream(String channelArn) {
    Instant now = settledNow();
    streams.start(account.require(ResourceType.CHANNEL, channelArn), now);
  }

  /**
   * Ends a broadcast at once, as an encoder would; a channel that is idle stays as it is.
   *
   * @param channelArn the ARN of a channel
   * @throws ApiException if there is no such channel
   */
  public synchronized void stopStream(String channelArn) {
    Instant now = settledNow();
    streams.end(account.require(ResourceType.CHANNEL, channelArn).key(), now);
  }

  /**
   * Lets somebody join a stage without a token.
   *
   * @param stageArn the ARN of a stage
   * @param userId the application's own identifier, or an empty string
   * @return who joined what
   * @throws ApiException if there is no such stage
   */
  public synchronized Joined join(String stageArn, String userId) {
    Instant now = settledNow();
    account.require(ResourceType.STAGE, stageArn);
    String id = account.ids().alphanumeric(ParticipantTokens.ID_LENGTH);
    return join(Guest.withoutToken(stageArn, id, userId), now);
  }

  /**
   * Lets somebody join a stage with a token, as a client would.
   *
   * @param token a participant token
   * @return who joined what
   * @throws ApiException if the token is not valid, with every reason
   */
  public synchronized Joined join(String token) {
    Instant now = settledNow();
    Verdict verdict = tokenVerifier.verify(token, null, null, now);
    if (!verdict.reasons().isEmpty()) {
      throw ApiException.invalid("token", "is refused: " + String.join("; ", verdict.reasons()));
    }
    return join(Guest.withToken(verdict.claims()), now);
  }

  /**
   * Lets an encoder join and publish with the stream key of an ingest configuration.
   *
   * @param streamKey a stream key
   * @return who joined what
   * @throws ApiException if there is no such stream key, or a conflict if its ingest configuration
   *     has no stage or it cannot publish
   */
  public synchronized Joined broadcast(String streamKey) {
    Resource participant = ingestConfigurations.publish(streamKey, settledNow());
    Resource session = account.require(ResourceType.STAGE_SESSION, participant.parentKey());
    return new Joined(
        session.parentKey(), Account.idOf(session.key()), Account.idOf(participant.key()));
  }

  private Joined join(Guest guest, Instant now) {
    Resource stage = account.require(ResourceType.STAGE, guest.stageArn());
    Resource participant = attendance.join(stage, guest, now);
    return new Joined(stage.key(), Account.idOf(participant.parentKey()), guest.participantId());
  }

  /**
   * Lets a connected participant publish or stop to publish; one that does already stays as it is.
   *
   * @param stageArn the ARN of a stage
   * @param participantId a participant's identifier
   * @param publish whether it publishes from now on
   * @throws ApiException if it is not connected, or a conflict if it cannot publish
   */
  public synchronized void publish(String stageArn, String participantId, boolean publish) {
    Instant now = settledNow();
    Resource participant = attendance.requireConnected(stageArn, participantId);
    if (publish) {
      attendance.publish(participant, now);
    } else {
      attendance.unpublish(participant, now);
    }
  }

  /**
   * Lets a connected participant leave.
   *
   * @param stageArn the ARN of a stage
   * @param participantId a participant's identifier
   * @throws ApiException if it is not connected
   */
  public synchronized void leave(String stageArn, String participantId) {
    Instant now = settledNow();
    attendance.leave(attendance.requireConnected(stageArn, participantId), now);
  }

  /**
   * Verifies a token that somebody shows. A valid one that can be used only once is used up.
   *
   * @param token a playback token or a participant token
   * @param origin where the browser says that it comes from, or null
   * @param country where the viewer is, or null
   * @return every reason to refuse it, empty when it is valid
   */
  public synchronized List<String> verify(
      String token, @Nullable String origin, @Nullable String country) {
    return tokenVerifier.verify(token, origin, country, settledNow()).reasons();
  }

  /**
   * Returns the events that were sent to rooms.
   *
   * @return the events since the last reset, in the order in which they were sent
   */
  public synchronized List<ChatEvent> chatEvents() {
    return chatEvents.sent();
  }

  /**
   * Returns what chat messaging asks of the control plane.
   *
   * @return the rooms, tokens and events of chat
   */
  public ChatDesk chat() {
    return chat;
  }

  /**
   * Lets something go wrong that no operation can.
   *
   * @param name the event that tells it
   * @param arn what it happens to, empty for the account
   * @param reason why, which may be empty
   * @throws ApiException if it cannot happen
   */
  public synchronized void report(String name, String arn, String reason) {
    incidents.report(name, arn, reason, settledNow());
  }

  /**
   * Returns the latest events for EventBridge.
   *
   * @return at most {@link #MAX_EVENTS} events since the last reset, in wire form
   */
  public synchronized List<Map<String, Object>> events() {
    return account.events().emitted();
  }

  /**
   * Tells a listener of every event for EventBridge from now on.
   *
   * @param listener is called within the lock: it must not wait
   */
  public synchronized void onEvent(Consumer<Map<String, Object>> listener) {
    account.events().listen(listener);
  }

  /** Forgets all resources; identifiers go on from where they are, so none is given twice. */
  public synchronized void reset() {
    streams.clear();
    viewerSessions.clear();
    playbackTokens.clear();
    chatTokens.clear();
    chatEvents.clear();
    account.events().clear();
    account.store().clear();
  }

  private Instant settledNow() {
    Instant now = account.now();
    streams.settle(now);
    compositions.settle(now);
    return now;
  }
}
