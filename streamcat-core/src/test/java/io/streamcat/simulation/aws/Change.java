package io.streamcat.simulation.aws;

import java.util.Map;

/**
 * A change of the in-memory AWS that has just taken place.
 *
 * @param kind the kind of change
 * @param arn the ARN of the resource; of a stream that of its channel
 * @param tags the resource's tags; those of a stream are empty
 */
public record Change(Kind kind, String arn, Map<String, String> tags) {

  /** A kind of change. */
  public enum Kind {
    CREATED,
    UPDATED,
    DELETED,
    WENT_LIVE,
    WENT_OFFLINE
  }
}
