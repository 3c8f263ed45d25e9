package io.streamcat.simulation.aws;

import io.streamcat.simulation.Fault;
import io.streamcat.simulation.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * One account of Amazon IVS in memory, behind the SDK's client interfaces.
 *
 * <p>For all calls of provisioning, the account behaves like the emulator, which a differential
 * test verifies; a call costs about a microsecond. The constraints of the SDK's models are not
 * validated. Confined to the threads of one run.
 */
public final class InMemoryAws {

  /** The number of the account. */
  public static final String ACCOUNT = Account.ID;

  private final Account account;
  private final Channels channels;
  private final StreamKeys streamKeys;
  private final Streams streams;
  private final Rooms rooms;
  private final Stages stages;
  private final Tagging tagging;

  /**
   * Creates an empty account.
   *
   * @param time returns the nanoseconds since {@link Scheduler#START}
   * @param seed determines the ids of resources
   */
  public InMemoryAws(LongSupplier time, long seed) {
    account = new Account(time, seed);
    streamKeys = new StreamKeys(account);
    channels = new Channels(account, streamKeys);
    streams = new Streams(account);
    rooms = new Rooms(account);
    stages = new Stages(account);
    tagging = new Tagging(account);
  }

  /**
   * Returns a client for channels.
   *
   * @param transport the transport of its calls
   * @return a new client, which need not be closed
   */
  public IvsClient ivs(Transport transport) {
    return new InMemoryIvs(channels, streamKeys, streams, tagging, transport);
  }

  /**
   * Returns a client for chat rooms.
   *
   * @param transport the transport of its calls
   * @return a new client, which need not be closed
   */
  public IvschatClient ivschat(Transport transport) {
    return new InMemoryIvschat(rooms, tagging, transport);
  }

  /**
   * Returns a client for stages.
   *
   * @param transport the transport of its calls
   * @return a new client, which need not be closed
   */
  public IvsRealTimeClient ivsRealTime(Transport transport) {
    return new InMemoryIvsRealTime(stages, tagging, transport);
  }

  /**
   * Sets the quota of stages.
   *
   * @param quota the quota, 1,000 unless set
   */
  public void stageQuota(int quota) {
    stages.quota(quota);
  }

  /**
   * Sets the observer of changes, which is called right after each one.
   *
   * @param observer the observer; it must not reach a point
   */
  public void observer(Consumer<Change> observer) {
    account.observer(observer);
  }

  /**
   * Lets a list or get lag: for a time it shows the state of that long before.
   *
   * @param fault the kind of lag
   * @param operation the name of the operation
   * @param length the length of the lag
   */
  public void lag(Fault fault, String operation, Duration length) {
    account.lags().add(fault, operation, length.toNanos());
  }

  /** Ends all lags: lists and gets show the current state. */
  public void endLags() {
    account.lags().clear();
  }

  Account account() {
    return account;
  }

  /**
   * Goes live with a stream key, as an encoder does. A live channel stays unchanged.
   *
   * @param streamKey the key's value
   * @return false if the key is not valid
   */
  public boolean connect(String streamKey) {
    return streams.connect(streamKey);
  }

  /**
   * Ends the stream that was started with a key, as its encoder does. Without such a stream nothing
   * changes.
   *
   * @param streamKey the key's value, which may be invalid now
   */
  public void disconnect(String streamKey) {
    streams.disconnect(streamKey);
  }

  /**
   * Returns whether a channel is live.
   *
   * @param channelArn the ARN of the channel
   * @return true from its encoder's connection to the end of the stream
   */
  public boolean isLive(String channelArn) {
    return account.streams().find(channelArn) != null;
  }

  /**
   * Returns whether an encoder can go live with a stream key.
   *
   * @param streamKey the key's value
   * @return true if the key exists
   */
  public boolean isValid(String streamKey) {
    return account.streamKeys().items().stream()
        .anyMatch(item -> item.value().value().equals(streamKey));
  }

  /**
   * Returns the stream keys of a channel.
   *
   * @param channelArn the ARN of the channel
   * @return the ARNs of its keys
   */
  public List<String> streamKeysOf(String channelArn) {
    return account.streamKeys().items().stream()
        .map(Shelf.Item::value)
        .filter(key -> key.channelArn().equals(channelArn))
        .map(key -> key.arn())
        .toList();
  }

  /**
   * Returns the changeable settings of a channel.
   *
   * @param channelArn the ARN of the channel
   * @return type, privacy and latency mode, as in the API; empty if there is no channel
   */
  public List<Object> settingsOf(String channelArn) {
    var channel = account.channels().find(channelArn, Shelf.NOW);
    return channel == null
        ? List.of()
        : List.of(channel.typeAsString(), channel.authorized(), channel.latencyModeAsString());
  }

  /**
   * Returns the changeable settings of a chat room.
   *
   * @param roomArn the ARN of the room
   * @return the rate and the length of messages; empty if there is no room
   */
  public List<Object> roomSettingsOf(String roomArn) {
    var room = account.rooms().find(roomArn, Shelf.NOW);
    return room == null
        ? List.of()
        : List.of(room.maximumMessageRatePerSecond(), room.maximumMessageLength());
  }

  /**
   * Returns the changeable settings of a stage.
   *
   * @param stageArn the ARN of the stage
   * @return the storage configuration, empty if nothing is recorded; empty if there is no stage
   */
  public List<Object> stageSettingsOf(String stageArn) {
    var stage = account.stages().find(stageArn, Shelf.NOW);
    return stage == null
        ? List.of()
        : List.of(stage.autoParticipantRecordingConfiguration().storageConfigurationArn());
  }

  /**
   * Returns all existing resources, even if lists do not show them.
   *
   * @return channels, stream keys, rooms and stages, each in the order of creation
   */
  public List<Existing> resources() {
    List<Existing> all = new ArrayList<>();
    account.channels().items().stream()
        .map(Shelf.Item::value)
        .forEach(r -> all.add(new Existing("channel", r.arn(), r.name(), r.tags())));
    account.streamKeys().items().stream()
        .map(Shelf.Item::value)
        .forEach(r -> all.add(new Existing("stream-key", r.arn(), "", r.tags())));
    account.rooms().items().stream()
        .map(Shelf.Item::value)
        .forEach(r -> all.add(new Existing("room", r.arn(), r.name(), r.tags())));
    account.stages().items().stream()
        .map(Shelf.Item::value)
        .forEach(r -> all.add(new Existing("stage", r.arn(), r.name(), r.tags())));
    return all;
  }

  /**
   * A resource that exists.
   *
   * @param type the type as in ARNs
   * @param arn the ARN
   * @param name the name, empty without one
   * @param tags the tags
   */
  public record Existing(String type, String arn, String name, Map<String, String> tags) {}
}
