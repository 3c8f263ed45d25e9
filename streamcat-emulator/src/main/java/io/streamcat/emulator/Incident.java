package io.streamcat.emulator;

import java.util.Objects;

/**
 * Something that goes wrong on request. Immutable.
 *
 * <p>Names are those that EventBridge events have. Of a live channel: {@code Starvation Start},
 * {@code Starvation End}, {@code Stream Failure}, which ends the stream, {@code Stream Takeover},
 * {@code Stream Takeover Failure}, {@code Ingest Bitrate}, {@code Ingest Resolution} and, if it is
 * recorded, {@code Recording End Failure}. Of a channel that is not live but will be recorded:
 * {@code Recording Start Failure}, which happens to its next stream. Of a stage that records its
 * participants: {@code Recording Start Failure}, which happens to the next one that publishes, and
 * {@code Recording End Failure}, which happens to all that are recorded. Of a running composition:
 * {@code Session Failure}, which ends it, {@code Destination Failure}, {@code Destination
 * Reconnecting}. Of the account: {@code Concurrent Broadcasts}, {@code Concurrent Viewers}.
 *
 * @param name what happens
 * @param arn the ARN of what it happens to, empty for the account
 * @param reason the reason or code that the event tells, empty for one that AWS gives
 */
public record Incident(String name, String arn, String reason) {
  /**
   * Checks that nothing is null.
   *
   * @param name what happens
   * @param arn the ARN of what it happens to, or an empty string
   * @param reason the reason or code, or an empty string
   */
  public Incident {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(reason, "reason");
  }

  /**
   * Something that happens to a channel, a stage or a composition.
   *
   * @param name what happens
   * @param arn the ARN of what it happens to
   * @return an incident with a reason that AWS gives
   */
  public static Incident of(String name, String arn) {
    return new Incident(name, arn, "");
  }

  /**
   * Something that happens to the account.
   *
   * @param name what happens
   * @return an incident
   */
  public static Incident ofAccount(String name) {
    return new Incident(name, "", "");
  }

  /**
   * Chooses the reason.
   *
   * @param newReason the reason or code that the event tells
   * @return an incident that differs in this
   */
  public Incident reason(String newReason) {
    return new Incident(name, arn, newReason);
  }
}
