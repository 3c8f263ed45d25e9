package io.streamcat.playback;

import io.streamcat.aws.ResourceSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Playback restriction policies in AWS.
 *
 * <p>Implementations are thread safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a child of it when AWS refuses or cannot be reached within the operation timeout.
 */
public interface RestrictionPolicies {

  /**
   * Creates one policy, whatever becomes of the answers.
   *
   * <p>The policy is tagged with an attempt unless the settings hold one, so that it is recognised
   * if the answer is lost.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param settings everything else
   * @return the policy
   * @throws io.streamcat.exception.OutcomeUnknownException if it may exist but could not be found
   *     in time
   * @throws io.streamcat.exception.InvalidInputException if the name or an origin is not legal
   */
  RestrictionPolicy create(String name, RestrictionSettings settings);

  /**
   * Gets a policy.
   *
   * @param arn the policy's ARN
   * @return the policy, or empty if there is none
   */
  Optional<RestrictionPolicy> get(String arn);

  /**
   * Finds policies by name and tags, ordered by ARN.
   *
   * @param name the exact name
   * @param tags tags they all must have
   * @return the policies found; a policy created moments ago may not be among them
   */
  List<RestrictionPolicy> find(String name, Map<String, String> tags);

  /**
   * Lists all policies of the account and region, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  Stream<ResourceSummary> list();

  /**
   * Changes a policy's settings, for all channels it is attached to; its name and tags are left
   * alone.
   *
   * @param arn the policy's ARN
   * @param settings the settings to have
   * @return the policy as it is now
   * @throws io.streamcat.exception.InvalidInputException if an origin is not legal
   * @throws io.streamcat.exception.ResourceNotFoundException if there is none
   */
  RestrictionPolicy update(String arn, RestrictionSettings settings);

  /**
   * Deletes a policy; one that does not exist counts as deleted.
   *
   * @param arn the policy's ARN
   * @throws io.streamcat.exception.ResourceConflictException if a channel still uses it
   */
  void delete(String arn);
}
