package io.streamcat.realtime;

import io.streamcat.aws.internal.Tags;
import java.util.Map;

/**
 * A participant of a session. Client properties that AWS does not know are empty texts.
 *
 * @param summary the properties that a list shows, too
 * @param attributes the attributes that everyone on the stage saw; unmodifiable
 * @param browserName the client's browser
 * @param browserVersion the version of the browser
 * @param osName the client's operating system
 * @param osVersion the version of the operating system
 * @param sdkVersion the version of the client's IVS SDK
 * @param ispName the client's internet provider
 * @param protocol the protocol with which the participant publishes, such as {@code WHIP} or {@code
 *     RTMPS}, or {@code UNKNOWN}
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

  /** Copies what needs it. */
  public Participant {
    attributes = Tags.copied(attributes);
  }
}
