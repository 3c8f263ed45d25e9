package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.TaskResult;
import io.streamcat.repository.Adoption;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tags of resources that existed before their users.
 *
 * <p>A request that adds tags may take effect after the worker has given up. So tags are removed
 * only when no such request can take effect any more. If that fails, the tag {@link
 * Tags#ADOPTED_AT} still protects the resource: nothing but the removal of its user deletes it.
 */
public final class ResourceAdopter {

  private static final Logger log = LoggerFactory.getLogger(UserProvisioner.class);

  private final ProvisioningContext context;

  public ResourceAdopter(ProvisioningContext context) {
    this.context = context;
  }

  /** Tags a recorded resource; a failure is returned. */
  TaskResult adopt(UserRecord record, AdoptResource task) {
    ResourceKind kind = task.kind();
    String arn = resource(record, kind).arn();
    try {
      Map<String, String> tags = context.tags().ofAdopted(record);
      // A request that is cut short could take effect after the tags were removed again.
      CallScope.waitingForAnswers(
          () -> {
            context.type(kind).tag().accept(arn, tags);
            return arn;
          });
      context.steps().step(record, Phase.ADOPTED, kind, arn, null);
      Optional<? extends AwsResource> actual =
          isReadLongAgo(record, kind) ? readAgain(record, kind, arn) : Optional.empty();
      return TaskResult.done(
          task,
          current ->
              Adoption.adopted(
                  actual.map(found -> Adoption.readAgain(current, found, now())).orElse(current),
                  task,
                  tags,
                  now()));
    } catch (RuntimeException e) {
      if (e instanceof ResourceNotFoundException && isGone(record, kind, arn)) {
        log.warn("{} was gone before user {} could adopt it", arn, record.label());
        context.steps().step(record, Phase.FAILED, kind, arn, e);
        return TaskResult.failed(
            task, current -> current.lost(kind, context.longAgo(), now()), e, List.of());
      }
      context.steps().step(record, Phase.FAILED, kind, arn, e);
      return TaskResult.failed(task, e);
    }
  }

  /** Returns whether a resource that was found before the registration is certainly gone. */
  private boolean isGone(UserRecord record, ResourceKind kind, String arn) {
    try {
      return context.calls().areListsCurrent(record.createdAt())
          && context.type(kind).get().apply(arn).isEmpty();
    } catch (StreamCatException e) {
      return false;
    }
  }

  /**
   * Returns whether another user may have had the resource since it was read: a worker has stalled,
   * or recovery continues. A user has a resource for longer than the window, because a release
   * waits that long. Once its tags are recorded, the recorded settings are the newest.
   */
  private boolean isReadLongAgo(UserRecord record, ResourceKind kind) {
    return (record.state().isRegistering() || Adoption.isUnfinished(record, kind))
        && context.calls().areListsCurrent(record.createdAt());
  }

  /** Reads the resource when AWS no longer shows it as it was before its last recorded change. */
  private Optional<? extends AwsResource> readAgain(
      UserRecord record, ResourceKind kind, String arn) {
    settle(context.changedSince(record.updatedAt()), arn, "read");
    return context.type(kind).get().apply(arn);
  }

  private Instant now() {
    return context.now();
  }

  private static AwsResource resource(UserRecord record, ResourceKind kind) {
    return Objects.requireNonNull(record.resources().get(kind));
  }

  /**
   * Removes StreamCat's tags from a resource that stays in AWS.
   *
   * @param until the time until which a request may tag or change the resource
   */
  void release(UserRecord record, AwsResource resource, Instant until) {
    ResourceKind kind = ResourceKind.of(resource);
    settle(context.searchSince(until), resource.arn(), "remove the tags of");
    Instant deadline = context.calls().deadline();
    for (int attempt = 0; !isUntagged(resource, attempt, deadline); attempt++) {
      log.debug("Removing the tags of {} again", resource.arn());
    }
    context.steps().step(record, Phase.RELEASED, kind, resource.arn(), null);
  }

  /** Waits until AWS shows every change of a resource up to a time. */
  private void settle(Instant since, String arn, String purpose) {
    if (!context.calls().awaitCurrentLists(since, context.calls().deadline())) {
      throw new StreamCatException("no time was left to " + purpose + " " + arn, true, null);
    }
  }

  /** Returns false if the tags must be removed again. */
  private boolean isUntagged(AwsResource resource, int attempt, Instant deadline) {
    try {
      return CallScope.withoutRepeating(
          () -> {
            context.type(ResourceKind.of(resource)).untag().accept(resource.arn());
            return true;
          });
    } catch (ThrottledException e) {
      if (!context.calls().pause(attempt, deadline)) {
        throw e;
      }
    } catch (AwsException e) {
      if (!e.retryable()) {
        throw e;
      }
      // The request may take effect later, and must not do so after another user has adopted the
      // resource.
      if (!context.calls().pause(attempt, deadline)
          || !context.calls().awaitCurrentLists(context.now(), deadline)) {
        throw e;
      }
    }
    return false;
  }

  /**
   * Removes the tags that a worker has added after it lost its lease, unless the user still has the
   * resource. A removal that does not retain the resource deletes it, with its tags.
   */
  public void releaseLate(UserRecord stale, List<TaskResult> results) {
    for (TaskResult result : results) {
      // A call that failed may have added the tags.
      if (result.task() instanceof AdoptResource task) {
        releaseLate(stale, task.kind(), Tags.RECORD, stale.key());
      }
    }
  }

  /**
   * Removes the labels that a worker has added after it lost its lease, like other tags, and
   * restores the name.
   */
  public void releaseLabels(UserRecord stale, List<PendingTask> tasks) {
    for (PendingTask task : tasks) {
      if (task instanceof LabelResource label) {
        releaseLate(stale, label.kind(), Tags.USER_ID, stale.id().toTagValue());
      }
    }
  }

  private void releaseLate(UserRecord stale, ResourceKind kind, String tag, String value) {
    AwsResource late = stale.resources().get(kind);
    if (late == null) {
      // It is gone, or this worker has released it before it lost its lease.
      return;
    }
    try {
      if (!isKept(stale, kind, late.arn())) {
        // Tags that AWS shows need no wait, which an interrupt could end.
        if (shows(late, tag, value) || isTagged(late, tag, value)) {
          context.type(kind).untag().accept(late.arn());
          restoreTags(late.arn());
        }
        if (tag.equals(Tags.USER_ID)) {
          restoreName(stale, late);
        }
      }
    } catch (RuntimeException e) {
      log.warn("{} was labelled too late for user {}", late.arn(), stale.label(), e);
    }
  }

  private boolean isKept(UserRecord stale, ResourceKind kind, String arn) {
    return context
        .change(stale.key(), UnaryOperator.identity())
        .filter(record -> !Adoption.isRetaining(record, arn))
        .map(record -> record.resources().get(kind))
        .filter(resource -> resource.arn().equals(arn))
        .isPresent();
  }

  /** Gives a resource the name that its present user has recorded, or else its earlier name. */
  private void restoreName(UserRecord stale, AwsResource late) {
    ResourceKind kind = ResourceKind.of(late);
    settle(context.now(), late.arn(), "read the name of");
    String name =
        context
            .users()
            .findByResource(late.arn())
            .map(holder -> holder.resources().get(kind))
            .map(AwsResource::name)
            .orElse(late.name());
    boolean isRenamed =
        context.type(kind).get().apply(late.arn()).stream()
            .anyMatch(found -> found.name().equals(stale.resourceName()));
    if (isRenamed && !name.equals(stale.resourceName())) {
      context.type(kind).rename().accept(late.arn(), name);
    }
  }

  /**
   * Requests the tags of resources that a worker has released, perhaps after it lost its lease and
   * after another user has adopted them.
   */
  public void restoreTags(UserRecord stale) {
    try {
      stale
          .pending()
          .find(RemoveUser.class)
          .ifPresent(removal -> removal.retained().forEach(this::restoreTags));
    } catch (RuntimeException e) {
      log.warn(
          "Resources of removed user {} may lack the tags of their next users", stale.label(), e);
    }
  }

  private void restoreTags(String arn) {
    context.changeOwner(arn, record -> Adoption.taggingAgain(record, arn, context.now()));
  }

  /** Waits until AWS shows all earlier changes, and returns whether it shows a record's key. */
  public boolean isTagged(UserRecord record, AwsResource resource) {
    return isTagged(resource, Tags.RECORD, record.key());
  }

  private boolean isTagged(AwsResource resource, String tag, String value) {
    settle(context.now(), resource.arn(), "read the tags of");
    return shows(resource, tag, value);
  }

  private boolean shows(AwsResource resource, String tag, String value) {
    return context
        .type(ResourceKind.of(resource))
        .get()
        .apply(resource.arn())
        .filter(found -> value.equals(found.tags().get(tag)))
        .isPresent();
  }
}
