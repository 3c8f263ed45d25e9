package io.streamcat.repository;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The transitions of a record that adopts resources, and of one whose resources stay in AWS.
 *
 * <p>Adopted resources are recorded before they are tagged, so that a store accepts each for one
 * record only. A removal of a user whose adoption is unfinished retains them.
 */
public final class Adoption {

  private Adoption() {}

  /**
   * Returns the record of a user who adopts resources.
   *
   * @param record the record of the intention to create the other resources, possibly none
   * @param existing the resources as AWS shows them
   * @param readAt the time before they were read, which becomes the time of the registration
   * @param lease the lease of the worker that tags the resources
   * @return the first revision of the record, with the resources and the pending tasks
   */
  public static UserRecord adopting(
      UserRecord record, Resources existing, Instant readAt, Lease lease) {
    PendingTasks tasks = record.pending();
    for (ResourceKind kind : existing.kinds()) {
      tasks = tasks.with(new AdoptResource(kind, Progress.ready(readAt)));
    }
    Channel channel = existing.channel();
    if (channel != null && channel.streamKey() == null) {
      tasks = tasks.with(new FetchStreamKey(readAt, Progress.ready(readAt)));
    }
    return new UserRecord(
        record.key(),
        record.home(),
        record.identity(),
        UserState.PROVISIONING,
        existing,
        record.resourceName(),
        record.own(),
        tasks,
        lease,
        record.revision(),
        readAt,
        record.updatedAt());
  }

  /**
   * Returns the record of a user after an adopted resource was read again, because another user may
   * have had it meanwhile and have changed its settings or replaced its stream key.
   *
   * @param record the record
   * @param actual the resource as AWS shows it now
   * @param now the time
   * @return a changed copy; a recorded stream key that no longer exists is replaced, or fetched
   *     later if AWS shows none yet
   */
  public static UserRecord readAgain(UserRecord record, AwsResource actual, Instant now) {
    UserRecord after = record.with(record.resources().withSettingsOf(actual), now);
    Channel channel = after.resources().channel();
    // A key may be recorded that this server cannot read. Without one, a task fetches or revokes
    // it.
    if (!(actual instanceof Channel shown)
        || channel == null
        || record.state() == UserState.SUSPENDED
        || record.pending().find(FetchStreamKey.class).isPresent()
        || Objects.equals(channel.streamKey(), shown.streamKey())) {
      return after;
    }
    UserRecord current = after.with(after.resources().with(channel.with(shown.streamKey())), now);
    return shown.streamKey() != null
        ? current
        : current.with(tasks -> tasks.with(new FetchStreamKey(now, Progress.ready(now))));
  }

  /**
   * Returns the record of a user after an adopted resource was tagged.
   *
   * @param record the record
   * @param task the adoption that is done; a later request for the tags stays pending
   * @param added the added tags
   * @param now the time
   * @return a changed copy; the state is active after the last task of the registration
   */
  public static UserRecord adopted(
      UserRecord record, AdoptResource task, Map<String, String> added, Instant now) {
    ResourceKind kind = task.kind();
    AwsResource resource = record.resources().get(kind);
    UserRecord tagged =
        resource == null
            ? record
            : record.with(
                record.resources().withTags(kind, Tags.merged(resource.tags(), added)), now);
    return tagged.with(tasks -> tasks.list().contains(task) ? tasks.without(task.name()) : tasks);
  }

  /**
   * Begins the removal of a user whose recorded resources stay in AWS.
   *
   * @param record the record
   * @param now the time
   * @param lateUntil the time until which a request without an answer may take effect
   * @return the record in state {@link UserState#DEPROVISIONING}, or unchanged if the removal has
   *     already begun
   */
  public static UserRecord retaining(UserRecord record, Instant now, Instant lateUntil) {
    Set<String> all = record.resources().all().map(AwsResource::arn).collect(Collectors.toSet());
    UserRecord removing = record.deprovisioning(now);
    Instant begun = removal(record, now).until();
    Instant until = mayChangeLate(record.pending(), now) ? later(begun, lateUntil) : begun;
    return record.state().isEnding()
        ? record
        : removing.with(tasks -> tasks.with(removal(record, all, until, now)));
  }

  /** Returns whether a request for a setting or a stream key may have got no answer. */
  private static boolean mayChangeLate(PendingTasks tasks, Instant now) {
    return tasks.list().stream().anyMatch(task -> mayChangeLate(task, now));
  }

  private static boolean mayChangeLate(PendingTask task, Instant now) {
    boolean hasFailed = task.progress().attempts() > 0;
    if (task instanceof RotateStreamKey rotation) {
      return hasFailed || rotation.policy() != LiveChannelPolicy.WAIT;
    }
    if (task instanceof RevokeStreamKey revoke) {
      // An interrupted attempt is not counted.
      return hasFailed || !revoke.isRepetition() || !task.progress().nextAttempt().isAfter(now);
    }
    return hasFailed && task instanceof RestoreSettings;
  }

  /**
   * Extends the time until which a removal releases no resources. A worker without the lease has
   * sent a request for one of them.
   *
   * @param record the record
   * @param until the time until which the request may take effect
   * @return a changed copy; unchanged if the user is not being removed
   */
  public static UserRecord releasedLater(UserRecord record, Instant until) {
    return record
        .pending()
        .find(RemoveUser.class)
        .map(
            task ->
                new RemoveUser(
                    task.wasActive(),
                    task.retainsAll(),
                    task.retained(),
                    later(task.until(), until),
                    task.progress()))
        .map(task -> record.with(tasks -> tasks.with(task)))
        .orElse(record);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }

  /**
   * Returns whether the removal of a user retains a resource.
   *
   * @param record the record
   * @param arn the resource
   * @return true if the resource stays in AWS
   */
  public static boolean isRetaining(UserRecord record, String arn) {
    return record
        .pending()
        .find(RemoveUser.class)
        .filter(task -> task.retained().contains(arn))
        .isPresent();
  }

  /**
   * Requests the tags of an adopted resource again, after another worker may have removed them.
   *
   * @param record the record
   * @param arn the resource
   * @param now the time
   * @return the record with a pending adoption; unchanged if the resource is not recorded or the
   *     user is being removed
   */
  public static UserRecord taggingAgain(UserRecord record, String arn, Instant now) {
    return record
        .resources()
        .all()
        .filter(resource -> resource.arn().equals(arn) && !record.state().isEnding())
        .map(resource -> new AdoptResource(ResourceKind.of(resource), Progress.ready(now)))
        .findFirst()
        .map(task -> record.with(tasks -> tasks.with(task)))
        .orElse(record);
  }

  /** Returns the task that removes a user; it retains the resources of an unfinished adoption. */
  static RemoveUser removal(UserRecord record, Instant now) {
    Set<String> retained = new HashSet<>();
    for (ResourceKind kind : record.resources().kinds()) {
      AwsResource resource = Objects.requireNonNull(record.resources().get(kind));
      if (isAdopted(record, resource)) {
        retained.add(resource.arn());
      }
    }
    // All tags of an active user were confirmed by the last visible change, but for the labels of
    // a spare's resources, and for tags that were requested again.
    boolean isTagging =
        record.pending().list().stream()
            .anyMatch(task -> task instanceof LabelResource || task instanceof AdoptResource);
    boolean isConfirmed = wasActive(record) && retained.isEmpty() && !isTagging;
    Instant until = isConfirmed && record.updatedAt().isBefore(now) ? record.updatedAt() : now;
    for (PendingTask task : record.pending().list()) {
      // A new restoration waits until an earlier change cannot take effect any more.
      if (task instanceof RestoreSettings && task.progress().attempts() == 0) {
        until = later(until, task.progress().nextAttempt());
      }
    }
    return removal(record, retained, until, now);
  }

  private static RemoveUser removal(
      UserRecord record, Set<String> retained, Instant until, Instant now) {
    boolean retainsAll =
        record.resources().all().map(AwsResource::arn).allMatch(retained::contains);
    return new RemoveUser(wasActive(record), retainsAll, retained, until, Progress.ready(now));
  }

  private static boolean wasActive(UserRecord record) {
    return !record.state().isRegistering() && record.state() != UserState.SPARE;
  }

  private static boolean isAdopted(UserRecord record, AwsResource resource) {
    return isUnfinished(record.key(), record.pending(), resource)
        || (!wasActive(record) && resource.tags().containsKey(Tags.ADOPTED_AT));
  }

  /** Returns whether a recorded resource was never tagged; tags may be requested again later. */
  static boolean isUnfinished(String key, PendingTasks tasks, AwsResource resource) {
    return !key.equals(resource.tags().get(Tags.RECORD))
        && tasks.contains(TaskName.ADOPT.of(ResourceKind.of(resource)));
  }

  /**
   * Returns whether the adoption of a resource has begun, and the resource was never tagged.
   *
   * @param record the record
   * @param kind the kind of a recorded resource
   * @return false also if tags were requested again
   */
  public static boolean isUnfinished(UserRecord record, ResourceKind kind) {
    return isUnfinished(
        record.key(), record.pending(), Objects.requireNonNull(record.resources().get(kind)));
  }
}
