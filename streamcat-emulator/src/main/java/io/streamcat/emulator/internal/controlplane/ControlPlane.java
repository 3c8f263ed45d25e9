package io.streamcat.emulator.internal.controlplane;

import io.streamcat.emulator.internal.channel.AdConfigurations;
import io.streamcat.emulator.internal.channel.Channels;
import io.streamcat.emulator.internal.channel.PlaybackRestrictionPolicies;
import io.streamcat.emulator.internal.channel.PlaybackTokens;
import io.streamcat.emulator.internal.channel.StreamKeys;
import io.streamcat.emulator.internal.channel.ViewerSessions;
import io.streamcat.emulator.internal.chatroom.ChatBackend;
import io.streamcat.emulator.internal.chatroom.ChatEvent;
import io.streamcat.emulator.internal.chatroom.ChatEvents;
import io.streamcat.emulator.internal.chatroom.ChatTokens;
import io.streamcat.emulator.internal.chatroom.LoggingConfigurations;
import io.streamcat.emulator.internal.chatroom.Rooms;
import io.streamcat.emulator.internal.composition.Compositions;
import io.streamcat.emulator.internal.composition.EncoderConfigurations;
import io.streamcat.emulator.internal.composition.StorageConfigurations;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.operation.Newness;
import io.streamcat.emulator.internal.operation.Operations;
import io.streamcat.emulator.internal.operation.Tags;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Distortion;
import io.streamcat.emulator.internal.resource.EventBus;
import io.streamcat.emulator.internal.resource.Journal;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.Settings;
import io.streamcat.emulator.internal.resource.Store;
import io.streamcat.emulator.internal.resource.Transactions;
import io.streamcat.emulator.internal.stage.IngestConfigurations;
import io.streamcat.emulator.internal.stage.ParticipantLifecycle;
import io.streamcat.emulator.internal.stage.ParticipantTokenCheck;
import io.streamcat.emulator.internal.stage.ParticipantTokens;
import io.streamcat.emulator.internal.stage.Participants;
import io.streamcat.emulator.internal.stage.Replication;
import io.streamcat.emulator.internal.stage.StageSessions;
import io.streamcat.emulator.internal.stage.Stages;
import io.streamcat.emulator.internal.stage.Subscriptions;
import io.streamcat.emulator.internal.stream.RecordingConfigurations;
import io.streamcat.emulator.internal.stream.StreamSessions;
import io.streamcat.emulator.internal.stream.Streams;
import io.streamcat.emulator.internal.token.ImportedKeys;
import io.streamcat.emulator.internal.token.TokenSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The control planes of one account in one region.
 *
 * <p>Thread safe: one lock is held for each whole call, which makes calls atomic and gives them one
 * order. Calls access only memory and a {@link Journal}, so the lock is held briefly.
 */
public final class ControlPlane implements AutoCloseable {
  /** The greatest age that a stale list can have. */
  public static final Duration MAX_STALENESS = Store.MEMORY;

  /** The number of recent events for EventBridge that are stored. */
  public static final int MAX_EVENTS = EventBus.MEMORY;

  private final Operations operations;
  private final Account account;
  private final Transactions transactions;
  private final Streams streams;
  private final StreamSessions streamSessions;
  private final RecordingConfigurations recordingConfigurations;
  private final ParticipantLifecycle lifecycle;
  private final Replication replication;
  private final Compositions compositions;
  private final TokenVerifier tokenVerifier;
  private final ChatEvents chatEvents;
  private final ChatBackend chat;
  private final StageBackend stages;
  private final MediaBackend media;
  private final Incidents incidents;

  /**
   * Creates an account in memory only.
   *
   * @param settings the settings of the account
   */
  public ControlPlane(Settings settings) {
    this(settings, Journal.NONE);
  }

  /**
   * Creates an account from the state of a journal.
   *
   * @param settings the settings of the account, the same as when the journal was created
   * @param journal the journal of changes, which is closed with the control plane
   */
  public ControlPlane(Settings settings, Journal journal) {
    account = new Account(settings);
    transactions = new Transactions(account, journal, this::settle);
    TokenSigner signer = new TokenSigner(settings.seed());
    StreamKeys streamKeys = new StreamKeys(account);
    streamSessions = new StreamSessions(account);
    streams = new Streams(account, streamSessions, settings.streamEndDelay());
    recordingConfigurations =
        new RecordingConfigurations(account, settings.recordingConfigurationDelay());
    ViewerSessions viewerSessions = new ViewerSessions(account);
    ImportedKeys playbackKeys = ImportedKeys.forPlayback(account);
    PlaybackTokens playbackTokens = new PlaybackTokens(account, playbackKeys, viewerSessions);
    ChatTokens chatTokens = new ChatTokens(account);
    chatEvents = new ChatEvents(account);
    chat = new ChatBackend(transactions, account, chatTokens, chatEvents);
    StageSessions stageSessions = new StageSessions(account);
    lifecycle = new ParticipantLifecycle(account, stageSessions);
    ParticipantTokens participantTokens = new ParticipantTokens(account, signer);
    IngestConfigurations ingestConfigurations = new IngestConfigurations(account, lifecycle);
    replication = new Replication(account, lifecycle);
    compositions = new Compositions(account, streams, lifecycle);
    incidents =
        new Incidents(
            account, streams, streamSessions, recordingConfigurations, lifecycle, compositions);
    tokenVerifier =
        new TokenVerifier(playbackTokens, new ParticipantTokenCheck(account, signer, lifecycle));
    media =
        new MediaBackend(transactions, account, streams, incidents, tokenVerifier, playbackTokens);
    stages =
        new StageBackend(
            transactions,
            account,
            lifecycle,
            new Subscriptions(account, lifecycle),
            tokenVerifier,
            ingestConfigurations);

    operations =
        new Operations(
            new Channels(account, streamKeys, streams),
            streamKeys,
            streams,
            streamSessions,
            recordingConfigurations,
            new AdConfigurations(account, streams),
            playbackKeys,
            new PlaybackRestrictionPolicies(account),
            viewerSessions,
            new Rooms(account),
            chatTokens,
            chatEvents,
            new LoggingConfigurations(account),
            new Stages(account, participantTokens, lifecycle, compositions::stopAll),
            stageSessions,
            new Participants(account, stageSessions, lifecycle),
            participantTokens,
            ImportedKeys.forParticipants(account),
            new StorageConfigurations(account, compositions),
            new EncoderConfigurations(account, compositions),
            ingestConfigurations,
            compositions,
            replication,
            new Tags(account));
  }

  /**
   * Returns whether an operation is emulated; calls of other operations are rejected.
   *
   * @param operation an operation of the model
   * @return whether it is emulated
   */
  public boolean emulates(Operation operation) {
    return operations.contains(operation);
  }

  /**
   * Carries out one operation, completely or not at all.
   *
   * @param operation an operation that is emulated
   * @param input its input as it was read
   * @param distortion the difference between what exists and what a read shows
   * @return the output as the API model allows it; empty if the operation has no output
   * @throws ApiException if the request is rejected
   * @throws IllegalStateException if the API model does not allow the output, which is a defect of
   *     the emulator
   */
  public Map<String, Object> call(
      Operation operation, Map<String, ?> input, Distortion distortion) {
    Map<String, Object> known = Operations.read(operation, input);
    Map<String, Object> output =
        transactions.call(
            operation.toString(), now -> carryOut(new Call(operation, known, now, distortion)));
    return Operations.write(operation, output);
  }

  private Map<String, Object> carryOut(Call call) {
    Newness newness = new Newness(account, call);
    newness.requireFound();
    return newness.withoutTags(operations.carryOut(call));
  }

  /**
   * Schedules one operation, as if it were called after the delay. If it is rejected at that
   * moment, nothing happens. The journal does not hold pending operations.
   *
   * @param operation an operation that is emulated
   * @param input its input as it was read, which must not change afterwards
   * @param delay the time until the operation, on the clock
   */
  public void callLater(Operation operation, Map<String, ?> input, Duration delay) {
    Map<String, Object> known;
    try {
      known = Operations.read(operation, input);
    } catch (ApiException e) {
      // The request would be rejected at any time.
      return;
    }
    transactions.later(
        operation.toString(),
        delay,
        now -> {
          try {
            operations.carryOut(new Call(operation, known, now, Distortion.NONE));
          } catch (ApiException e) {
            // The caller already has its answer; there is no receiver for this error.
          }
        });
  }

  /**
   * Returns the resources that exist now.
   *
   * @return the resources that have an ARN, by type and within a type in the order of creation
   */
  public List<Resource> resources() {
    return transactions.call(
        "resources",
        now -> account.store().all().filter(resource -> resource.type().hasArn()).toList());
  }

  /**
   * Returns a view of everything that is stored at one moment.
   *
   * @param view a function that must not block, because it is called within the lock
   * @return the result of the function
   */
  public <T> T look(Function<Store, T> view) {
    return transactions.call("look", now -> view.apply(account.store()));
  }

  /**
   * Returns a number that rises with every change of the state.
   *
   * @return the number, which is read without a lock
   */
  public long revision() {
    return transactions.revision();
  }

  /**
   * Returns the operations of stage clients.
   *
   * @return the operations of stage clients
   */
  public StageBackend stages() {
    return stages;
  }

  /**
   * Verifies a token that a client presents. A valid single-use token is used up.
   *
   * @param token a playback token or a participant token
   * @param origin the browser's origin, or null
   * @param country the viewer's country, or null
   * @return every reason for a rejection, empty if the token is valid
   */
  public List<String> verify(String token, @Nullable String origin, @Nullable String country) {
    return transactions.call(
        "verify token", now -> tokenVerifier.verify(token, origin, country, now).reasons());
  }

  /**
   * Returns the events sent to chat rooms.
   *
   * @return the latest events since the last reset, in the order in which they were sent
   */
  public List<ChatEvent> chatEvents() {
    return transactions.call("chat events", now -> chatEvents.sent());
  }

  /**
   * Returns the operations for chat messaging.
   *
   * @return the rooms, tokens and events of chat
   */
  public ChatBackend chat() {
    return chat;
  }

  /** Returns the operations of encoders and players. */
  public MediaBackend media() {
    return media;
  }

  /**
   * Simulates an incident.
   *
   * @param name the name of the event
   * @param arn the ARN of the affected resource, empty for the account
   * @param reason the reason, which may be empty
   * @throws ApiException if the incident is impossible now
   */
  public void report(String name, String arn, String reason) {
    transactions.run(name, now -> incidents.report(name, arn, reason, now));
  }

  /**
   * Returns the latest events for EventBridge.
   *
   * @return at most {@link #MAX_EVENTS} events since the last reset, in wire form
   */
  public List<Map<String, Object>> events() {
    return transactions.call("events", now -> account.events().emitted());
  }

  /**
   * Registers a listener for every event for EventBridge from now on.
   *
   * @param listener a listener that must not block, because it is called within the lock
   */
  public void onEvent(Consumer<Map<String, Object>> listener) {
    account.events().listen(listener);
  }

  /**
   * Sets the condition under which many superseded versions are kept for stale lists.
   *
   * @param condition a condition that is true while lists are stale; it must not block
   */
  public void keepManyVersionsIf(BooleanSupplier condition) {
    account.store().keepManyVersionsIf(condition);
  }

  /** Removes all resources. Identifiers are not reset, so that none is assigned twice. */
  public void reset() {
    transactions.reset();
  }

  /**
   * Stores the state for the last time, if there is a journal. Closing again has no effect.
   *
   * @throws java.io.UncheckedIOException if the state cannot be written
   */
  @Override
  public void close() {
    transactions.close();
  }

  /**
   * Runs all work that is due on the clock, as every call does first.
   *
   * @throws java.io.UncheckedIOException if the changes cannot be written
   */
  public void settle() {
    transactions.run("settle", now -> {});
  }

  private void settle(Instant now) {
    recordingConfigurations.settle(now);
    streams.settle(now);
    replication.settle(now);
    compositions.settle(now);
    streamSessions.recording().settle(now);
    lifecycle.recording().settle(now);
  }
}
