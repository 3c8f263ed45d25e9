package io.streamcat.emulator;

import java.util.Objects;

/**
 * A failure that a test requests. Immutable.
 *
 * <p>The name is that of the EventBridge event. For a live channel: {@code Starvation Start},
 * {@code Starvation End}, {@code Stream Failure}, which ends the stream, {@code Stream Takeover},
 * {@code Stream Takeover Failure}, {@code Ingest Bitrate}, {@code Ingest Resolution} and, if it is
 * recorded, {@code Recording End Failure}. For a channel that is not live but has a recording
 * configuration: {@code Recording Start Failure}, which affects its next stream. For a stage that
 * records its participants: {@code Recording Start Failure}, which affects the next participant
 * that publishes, and {@code Recording End Failure}, which affects all participants being recorded.
 * For a running composition: {@code Session Failure}, which ends it, {@code Destination Failure},
 * {@code Destination Reconnecting}. For a recording configuration that is being created: {@code
 * Recording Configuration Failure}, which AWS reports by no event. For the account: {@code
 * Concurrent Broadcasts}, {@code Concurrent Viewers}.
 *
 * @param name the name of the event
 * @param arn the ARN of the affected resource, empty for the account
 * @param reason the reason or code in the event, empty for the one that AWS gives
 */
public record Incident(String name, String arn, String reason) {
  /** Checks that nothing is null. */
  public Incident {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(reason, "reason");
  }

  /**
   * Creates an incident of a channel, a stage or a composition.
   *
   * @param name the name of the event
   * @param arn the ARN of the affected resource
   * @return an incident with a reason that AWS gives
   */
  public static Incident of(String name, String arn) {
    return new Incident(name, arn, "");
  }

  /**
   * Creates an incident of the account.
   *
   * @param name the name of the event
   * @return an incident
   */
  public static Incident ofAccount(String name) {
    return new Incident(name, "", "");
  }

  /**
   * Returns this incident with another reason.
   *
   * @param newReason the reason or code in the event
   * @return the changed incident
   */
  public Incident reason(String newReason) {
    return new Incident(name, arn, newReason);
  }
}
