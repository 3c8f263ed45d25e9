package io.streamcat.emulator.internal.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of things that the emulated account holds. */
public enum ResourceType {
  /** A channel of IVS. */
  CHANNEL("ivs", "channel", 20_000),
  /** A stream key of a channel; its limit counts per channel. */
  STREAM_KEY("ivs", "stream-key", 1),
  /** What a channel broadcasts now. It goes by its channel's ARN. */
  STREAM,
  /** What is remembered of a broadcast of a channel. */
  STREAM_SESSION,
  /** The public half of a key pair that signs playback tokens. */
  PLAYBACK_KEY("ivs", "playback-key", 3),
  /** Who may play channels, by country and origin. */
  PLAYBACK_RESTRICTION_POLICY("ivs", "playback-restriction-policy", 20),
  /** Where and how broadcasts are recorded. */
  RECORDING_CONFIGURATION("ivs", "recording-configuration", 20),
  /** Which advertisements are inserted into broadcasts. */
  AD_CONFIGURATION("ivs", "ad-configuration", 20),
  /** A room of IVS Chat. */
  ROOM("ivschat", "room", 50_000),
  /** Where the messages of rooms are logged. */
  LOGGING_CONFIGURATION("ivschat", "logging-configuration", 10),
  /** A stage of IVS Real-Time. */
  STAGE("ivs", "stage", 1_000),
  /** A time in which a stage had participants. */
  STAGE_SESSION,
  /** Someone who joined a session of a stage. */
  PARTICIPANT,
  /** Something that happened to a participant. */
  PARTICIPANT_EVENT,
  /** The public half of a key pair that signs participant tokens. */
  PUBLIC_KEY("ivs", "public-key", 3),
  /** That a participant of one stage appears on another one. */
  REPLICA,
  /** Where participants and compositions are recorded. */
  STORAGE_CONFIGURATION("ivs", "storage-configuration", 5),
  /** How compositions are encoded. */
  ENCODER_CONFIGURATION("ivs", "encoder-configuration", 20),
  /** How encoders publish on stages. */
  INGEST_CONFIGURATION("ivs", "ingest-configuration", 100),
  /** A stage that is broadcast or recorded as a whole; its limit counts those that run. */
  COMPOSITION("ivs", "composition", 20),
  /** Up to which version the sessions of a viewer of a channel are revoked. */
  VIEWER_REVOCATION(false),
  /** A playback token that can be used once and has been. */
  USED_PLAYBACK_TOKEN(false),
  /** The recording of a channel that goes on, or may go on. */
  STREAM_RECORDING(false),
  /** The recording of a participant of a stage that goes on, or may go on. */
  PARTICIPANT_RECORDING(false),
  /** That the next recording of a channel fails to start. */
  RECORDING_FAILURE(false),
  /** A chat token that has not been used. */
  CHAT_TOKEN(false),
  /** An event that was sent to a room. */
  CHAT_EVENT(false),
  /** An event that was emitted to EventBridge. */
  EVENT(false);

  private final String arnService;
  private final String id;
  private final int defaultLimit;
  private final boolean listed;

  ResourceType(String arnService, String id, int defaultLimit, boolean listed) {
    this.arnService = arnService;
    this.id = id;
    this.defaultLimit = defaultLimit;
    this.listed = listed;
  }

  /** A type whose resources have an ARN. */
  ResourceType(String arnService, String id, int defaultLimit) {
    this(arnService, id, defaultLimit, true);
  }

  /** A type whose resources go by keys of the emulator's own. */
  ResourceType(boolean listed) {
    this("", "", Integer.MAX_VALUE, listed);
  }

  /** A type whose resources go by keys of the emulator's own, but are listed all the same. */
  ResourceType() {
    this(true);
  }

  /**
   * Finds a type that has ARNs.
   *
   * @param id the type as ARNs write it, such as {@code stream-key}
   * @return the type, or empty when no emulated resource is of that type
   */
  public static Optional<ResourceType> of(String id) {
    return Arrays.stream(values()).filter(type -> type.hasArn() && type.id.equals(id)).findFirst();
  }

  /**
   * Returns the types that {@link #of} finds.
   *
   * @return the types as ARNs write them
   */
  public static List<String> ids() {
    return Arrays.stream(values()).filter(ResourceType::hasArn).map(ResourceType::id).toList();
  }

  /**
   * Returns the type as ARNs write it.
   *
   * @return the type, such as {@code stream-key}
   */
  public String id() {
    return id;
  }

  /**
   * Tells whether resources of this type have an ARN, can be tagged and count against a limit.
   *
   * @return whether they do
   */
  public boolean hasArn() {
    return !id.isEmpty();
  }

  /** Tells whether operations list resources of this type, whose past they may have to show. */
  boolean isListed() {
    return listed;
  }

  String arnService() {
    return arnService;
  }

  int defaultLimit() {
    return defaultLimit;
  }
}
