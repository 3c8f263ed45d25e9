package io.streamcat.realtime;

import io.streamcat.aws.Tags;
import java.util.Map;

/**
 * A participant of a session. What AWS does not know about the client is an empty text.
 *
 * @param summary what a list tells, too
 * @param attributes what everyone on the stage was told about the participant; unmodifiable
 * @param browserName the client's browser
 * @param browserVersion its version
 * @param osName the client's operating system
 * @param osVersion its version
 * @param sdkVersion the version of the client's IVS SDK
 * @param ispName the client's internet provider
 * @param protocol how the participant publishes, such as {@code WHIP} or {@code RTMPS}, or {@code
 *     UNKNOWN}
 */
public record Participant(
    ParticipantSummary summary,
    Map<String, String> attributes,
    String browserName,
    String browserVersion,
    String osName,
    String osVersion,
    String sdkVersion,
    String ispName,
    String protocol) {

  /**
   * Copies what needs it.
   *
   * @param summary what a list tells, too
   * @param attributes what everyone on the stage was told about the participant
   * @param browserName the client's browser
   * @param browserVersion its version
   * @param osName the client's operating system
   * @param osVersion its version
   * @param sdkVersion the version of the client's IVS SDK
   * @param ispName the client's internet provider
   * @param protocol how the participant publishes
   */
  public Participant {
    attributes = Tags.copied(attributes);
  }
}
