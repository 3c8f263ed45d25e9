package io.streamcat.aws.internal;

import java.time.Duration;
import java.util.Map;

/**
 * The calls per second that an account may make in a region, as documented on the pages "Service
 * quotas" of Amazon IVS, IVS Chat and IVS Real-Time. AWS does not raise them.
 */
public final class Quotas {

  private static final int MOST_OPERATIONS = 5;
  private static final int TAGS = 10;

  private static final Map<String, Integer> OTHERS =
      Map.ofEntries(
          Map.entry("ivs:CreateRecordingConfiguration", 3),
          Map.entry("ivs:GetRecordingConfiguration", 3),
          Map.entry("ivs:DeleteRecordingConfiguration", 3),
          Map.entry("ivs:ListRecordingConfigurations", 3),
          Map.entry("ivs:ImportPlaybackKeyPair", 3),
          Map.entry("ivs:GetPlaybackKeyPair", 3),
          Map.entry("ivs:DeletePlaybackKeyPair", 3),
          Map.entry("ivs:ListPlaybackKeyPairs", 3),
          Map.entry("ivs:ImportPublicKey", 3),
          Map.entry("ivs:GetPublicKey", 3),
          Map.entry("ivs:DeletePublicKey", 3),
          Map.entry("ivs:ListPublicKeys", 3),
          Map.entry("ivs:BatchStartViewerSessionRevocation", 2),
          Map.entry("ivs:StartViewerSessionRevocation", 10),
          Map.entry("ivs:PutMetadata", 155),
          Map.entry("ivs:CreateParticipantToken", 50),
          Map.entry("ivschat:CreateLoggingConfiguration", 3),
          Map.entry("ivschat:GetLoggingConfiguration", 3),
          Map.entry("ivschat:UpdateLoggingConfiguration", 3),
          Map.entry("ivschat:DeleteLoggingConfiguration", 3),
          Map.entry("ivschat:ListLoggingConfigurations", 3),
          Map.entry("ivschat:CreateChatToken", 200),
          Map.entry("ivschat:SendEvent", 100),
          Map.entry("ivschat:DeleteMessage", 100),
          Map.entry("ivschat:DisconnectUser", 100));

  private Quotas() {}

  /**
   * The rate of an operation.
   *
   * @param operation with its service, as {@code ivs:CreateChannel}
   */
  static int perSecond(String operation) {
    Integer other = OTHERS.get(operation);
    if (other != null) {
      return other;
    }
    return operation.endsWith("Resource") || operation.endsWith("ForResource")
        ? TAGS
        : MOST_OPERATIONS;
  }

  /** The burst after a pause: the calls of half a second. */
  static int burst(int perSecond) {
    return (perSecond + 1) / 2;
  }

  /** The pace of an operation: the time between two calls at its rate. */
  public static Duration interval(String operation) {
    return Duration.ofSeconds(1).dividedBy(perSecond(operation));
  }

  /** The rate of an operation for one resource, or 0 if only the account is limited. */
  static int perSecondAndResource(String operation) {
    return operation.equals("ivs:PutMetadata") ? MOST_OPERATIONS : 0;
  }
}
