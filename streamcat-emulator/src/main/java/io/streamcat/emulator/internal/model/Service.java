package io.streamcat.emulator.internal.model;

/** The three services, which share one port because their paths do not collide. */
public enum Service {
  /** Low-latency streaming: channels, stream keys, streams. */
  IVS("ivs"),
  /** Chat: rooms. */
  CHAT("ivschat"),
  /** Real-time streaming: stages, whose ARNs nevertheless say {@code ivs}. */
  REAL_TIME("ivs-realtime");

  private final String id;

  Service(String id) {
    this.id = id;
  }

  /**
   * Returns the name that the AWS CLI uses.
   *
   * @return {@code ivs}, {@code ivschat} or {@code ivs-realtime}
   */
  public String id() {
    return id;
  }
}
