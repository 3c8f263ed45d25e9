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
  /** What a channel broadcasts now. It has no ARN of its own and goes by its channel's. */
  STREAM("ivs", "stream", Integer.MAX_VALUE),
  /** A room of IVS Chat. */
  ROOM("ivschat", "room", 50_000),
  /** A stage of IVS Real-Time. */
  STAGE("ivs", "stage", 1_000);

  private final String arnService;
  private final String id;
  private final int defaultLimit;

  ResourceType(String arnService, String id, int defaultLimit) {
    this.arnService = arnService;
    this.id = id;
    this.defaultLimit = defaultLimit;
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
    return this != STREAM;
  }

  String arnService() {
    return arnService;
  }

  int defaultLimit() {
    return defaultLimit;
  }
}
