package io.streamcat.emulator.internal.resource;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.ServiceModel;
import io.streamcat.emulator.internal.model.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The control planes of one account in one region.
 *
 * <p>Thread safe: one lock is held for each whole call, which makes calls atomic and gives them one
 * order that everybody sees. They only touch memory, so nobody waits long.
 */
public final class ControlPlane {
  /** The greatest age that a stale list can have. */
  public static final Duration MAX_STALENESS = Store.MEMORY;

  private final Map<String, Handler> handlers = new HashMap<>();
  private final Account account;
  private final Streams streams;

  /**
   * Creates an account without resources.
   *
   * @param settings what is decided about it
   */
  public ControlPlane(Settings settings) {
    account = new Account(settings);
    streams = new Streams(account, settings.streamEndDelay());
    StreamKeys streamKeys = new StreamKeys(account);
    ParticipantTokens participantTokens = new ParticipantTokens(account);
    new Channels(account, streamKeys, streams).register(handlers::put);
    streamKeys.register(handlers::put);
    streams.register(handlers::put);
    new Rooms(account).register(handlers::put);
    new ChatTokens(account).register(handlers::put);
    new Stages(account, participantTokens).register(handlers::put);
    participantTokens.register(handlers::put);
    new Tags(account).register(handlers::put);
  }

  /**
   * Tells whether an operation is emulated; a call of any other one is refused.
   *
   * @param operation an operation of the model
   * @return whether it is
   */
  public boolean emulates(Operation operation) {
    return handlers.containsKey(operation.name());
  }

  /**
   * Carries out one operation, completely or not at all.
   *
   * @param operation an operation that is emulated
   * @param input its input as it was read
   * @param staleness how old the state is that a list shows, at most {@link #MAX_STALENESS}
   * @return its output as it is to be written, empty when it has none
   * @throws ApiException if the request is refused
   */
  public Map<String, Object> call(Operation operation, Map<String, ?> input, Duration staleness) {
    Handler handler = handlers.get(operation.name());
    if (handler == null) {
      throw new IllegalArgumentException(operation + " is not emulated");
    }
    ServiceModel model = ApiModel.get().of(operation.service());
    List<Violation> violations = model.check(operation.input(), input);
    if (!violations.isEmpty()) {
      throw ApiException.invalid(violations);
    }
    Map<String, Object> known = model.project(operation.input(), input);
    Map<String, Object> output;
    synchronized (this) {
      Instant now = settledNow();
      Instant asOf = staleness.isZero() ? Store.NOW : now.minus(staleness);
      output = handler.handle(new Call(operation, known, now, asOf));
    }
    return operation.output() == null ? Map.of() : model.project(operation.output(), output);
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

  /** Forgets all resources; identifiers go on from where they are, so none is given twice. */
  public synchronized void reset() {
    streams.clear();
    account.store().clear();
  }

  private Instant settledNow() {
    Instant now = account.now();
    streams.settle(now);
    return now;
  }
}
