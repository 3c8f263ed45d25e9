package io.streamcat.playback;

import io.streamcat.aws.ResourceSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The playback restriction policies in AWS.
 *
 * <p>Implementations are thread-safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a subclass if AWS rejects the call or cannot be reached within the operation timeout.
 */
public interface RestrictionPolicies {

  /**
   * Creates one policy, even if responses are lost.
   *
   * <p>The policy is tagged with a random record key unless the settings contain one, so that it is
   * recognised if the response is lost.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param settings the other settings
   * @return the policy
   * @throws io.streamcat.exception.OutcomeUnknownException if the policy may exist but could not be
   *     found in time
   * @throws io.streamcat.exception.InvalidInputException if the name or an origin is illegal
   */
  RestrictionPolicy create(String name, RestrictionSettings settings);

  /**
   * Gets a policy.
   *
   * @param arn the policy's ARN
   * @return the policy, or empty if it does not exist
   */
  Optional<RestrictionPolicy> get(String arn);

  /**
   * Finds policies by name and tags, ordered by ARN.
   *
   * @param name the exact name
   * @param tags the tags that each policy must have
   * @return the policies; a policy created moments ago may be missing
   */
  List<RestrictionPolicy> find(String name, Map<String, String> tags);

  /**
   * Lists all policies of the account and region, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  Stream<ResourceSummary> list();

  /**
   * Changes a policy's settings, for all channels to which it is attached, except for its name and
   * tags.
   *
   * @param arn the policy's ARN
   * @param settings the new settings
   * @return the policy after the change
   * @throws io.streamcat.exception.InvalidInputException if an origin is illegal
   * @throws io.streamcat.exception.ResourceNotFoundException if the policy does not exist
   */
  RestrictionPolicy update(String arn, RestrictionSettings settings);

  /**
   * Deletes a policy. A policy that does not exist counts as deleted.
   *
   * @param arn the policy's ARN
   * @throws io.streamcat.exception.ResourceConflictException if a channel uses it
   */
  void delete(String arn);
}
