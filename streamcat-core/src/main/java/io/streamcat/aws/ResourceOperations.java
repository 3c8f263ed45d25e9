package io.streamcat.aws;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operations with which provisioning creates, changes and deletes one kind of resource.
 *
 * <p>Provisioning, recovery and reconciliation keep their guarantees with any implementation that
 * follows these rules:
 *
 * <ul>
 *   <li>{@link #create} passes on all tags of the settings. If it cannot determine whether a
 *       resource was created, it throws {@link io.streamcat.exception.OutcomeUnknownException}, or
 *       any exception that is not a {@link io.streamcat.exception.StreamCatException}; then the
 *       resource is looked for by its tags.
 *   <li>{@link #find} and {@link #list} show every resource with its tags once the consistency
 *       window has passed since its creation.
 *   <li>{@link #get} returns empty only if the resource certainly does not exist, and {@link
 *       #delete} returns only when it certainly does not.
 * </ul>
 *
 * <p>Implementations are thread safe.
 *
 * @param <R> the resource
 * @param <S> its settings
 */
public interface ResourceOperations<R extends AwsResource, S> {

  /**
   * Creates exactly one resource, even if answers are lost.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param settings everything else, the tags included
   * @return the resource
   * @throws io.streamcat.exception.OutcomeUnknownException if it may exist but could not be found
   *     in time
   * @throws io.streamcat.exception.InvalidInputException if the name or a setting breaks a limit
   */
  R create(String name, S settings);

  /**
   * Returns the call of AWS with which {@link #create} creates a resource. A registration takes its
   * place in the queue of this call before anything exists.
   *
   * @return the call, or null if there is none; then a create takes its turn when it is called
   */
  default @Nullable PlannedCall plannedCreate() {
    return null;
  }

  /**
   * Gets a resource.
   *
   * @param arn the ARN
   * @return the resource, or empty if there is none
   */
  Optional<R> get(String arn);

  /**
   * Finds resources by name and tags, ordered by ARN.
   *
   * @param name the exact name
   * @param tags the tags that each resource must have
   * @return the resources; one created moments ago may be missing
   */
  List<R> find(String name, Map<String, String> tags);

  /**
   * Lists all resources of the account and region, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  Stream<ResourceSummary> list();

  /**
   * Changes the settings of a resource, but not its tags.
   *
   * @param arn the ARN
   * @param settings the new settings
   * @return the resource after the change
   * @throws io.streamcat.exception.ResourceConflictException if its state forbids a change
   * @throws io.streamcat.exception.ResourceNotFoundException if the resource does not exist
   */
  R update(String arn, S settings);

  /**
   * Changes the name of a resource, and nothing else.
   *
   * @param arn the ARN
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}
   * @throws io.streamcat.exception.ResourceConflictException if its state forbids a change
   * @throws io.streamcat.exception.ResourceNotFoundException if the resource does not exist
   */
  void rename(String arn, String name);

  /**
   * Deletes a resource; one that does not exist counts as deleted.
   *
   * @param arn the ARN
   */
  void delete(String arn);

  /**
   * Adds tags to a resource; a tag that the resource has already gets the new value.
   *
   * @param arn the ARN
   * @param tags the tags by key
   * @throws io.streamcat.exception.ResourceNotFoundException if the resource does not exist
   */
  void tag(String arn, Map<String, String> tags);

  /**
   * Removes tags from a resource; a resource that does not exist counts as untagged.
   *
   * @param arn the ARN
   * @param keys the keys of the tags; the resource may lack some
   */
  void untag(String arn, Collection<String> keys);

  /**
   * A call that is made later and whose turn can be reserved now; {@link AwsCalls#planned} creates
   * it.
   */
  interface PlannedCall {}
}
