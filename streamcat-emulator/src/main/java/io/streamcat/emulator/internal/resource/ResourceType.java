package io.streamcat.emulator.internal.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types of resources in the emulated account. */
public enum ResourceType {
  /** A channel of IVS. */
  CHANNEL("ivs", "channel", 20_000),
  /** A stream key of a channel; its limit counts per channel. */
  STREAM_KEY("ivs", "stream-key", 1),
  /** The live stream of a channel. Its key is the channel's ARN. */
  STREAM,
  /** The record of a broadcast of a channel. */
  STREAM_SESSION,
  /** The public half of a key pair that signs playback tokens. */
  PLAYBACK_KEY("ivs", "playback-key", 3),
  /** The rules for playback of channels by country and origin. */
  PLAYBACK_RESTRICTION_POLICY("ivs", "playback-restriction-policy", 20),
  /** The settings for the recording of broadcasts. */
  RECORDING_CONFIGURATION("ivs", "recording-configuration", 20),
  /** The settings for advertisements in broadcasts. */
  AD_CONFIGURATION("ivs", "ad-configuration", 20),
  /** A room of IVS Chat. */
  ROOM("ivschat", "room", 50_000),
  /** The destination of the message logs of rooms. */
  LOGGING_CONFIGURATION("ivschat", "logging-configuration", 10),
  /** A stage of IVS Real-Time. */
  STAGE("ivs", "stage", 1_000),
  /** A period in which a stage has participants. */
  STAGE_SESSION,
  /** A participant in a session of a stage. */
  PARTICIPANT,
  /** An event of a participant. */
  PARTICIPANT_EVENT,
  /** The public half of a key pair that signs participant tokens. */
  PUBLIC_KEY("ivs", "public-key", 3),
  /** The replica of a participant on another stage. */
  REPLICA,
  /** The storage for recordings of participants and compositions. */
  STORAGE_CONFIGURATION("ivs", "storage-configuration", 5),
  /** The encoding of compositions. */
  ENCODER_CONFIGURATION("ivs", "encoder-configuration", 20),
  /** The ingest settings of encoders on stages. */
  INGEST_CONFIGURATION("ivs", "ingest-configuration", 100),
  /** The broadcast or recording of a whole stage; the limit counts running compositions. */
  COMPOSITION("ivs", "composition", 20),
  /** The version up to which a viewer's sessions of a channel are revoked. */
  VIEWER_REVOCATION(false),
  /** A single-use playback token that has been used. */
  USED_PLAYBACK_TOKEN(false),
  /** The recording of a channel that continues or may be resumed. */
  STREAM_RECORDING(false),
  /** The recording of a participant that continues or may be resumed. */
  PARTICIPANT_RECORDING(false),
  /** A planned failure of the next recording's start. */
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

  /** A type whose resources have keys of the emulator and are not listed. */
  ResourceType(boolean listed) {
    this("", "", Integer.MAX_VALUE, listed);
  }

  /** A type whose resources have keys of the emulator and are listed. */
  ResourceType() {
    this(true);
  }

  /**
   * Returns the type with an id.
   *
   * @param id the type in ARNs, such as {@code stream-key}
   * @return the type, or empty if no emulated type with ARNs has the id
   */
  public static Optional<ResourceType> of(String id) {
    return Arrays.stream(values()).filter(type -> type.hasArn() && type.id.equals(id)).findFirst();
  }

  /**
   * Returns the ids that {@link #of} accepts.
   *
   * @return the types in ARNs
   */
  public static List<String> ids() {
    return Arrays.stream(values()).filter(ResourceType::hasArn).map(ResourceType::id).toList();
  }

  /**
   * Returns the type in ARNs.
   *
   * @return the type, such as {@code stream-key}
   */
  public String id() {
    return id;
  }

  /**
   * Returns whether resources of this type have an ARN, can be tagged and count against a limit.
   *
   * @return whether the type has ARNs
   */
  public boolean hasArn() {
    return !id.isEmpty();
  }

  /**
   * Returns whether operations list resources of this type, so that earlier versions must be kept.
   */
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
