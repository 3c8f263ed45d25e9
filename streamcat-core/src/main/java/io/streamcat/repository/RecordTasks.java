package io.streamcat.repository;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The changes of a record's tasks that follow from a change of its state or its resources. */
final class RecordTasks {

  private RecordTasks() {}

  /** Returns whether everything is done that a registration consists of. */
  static boolean isRegistered(String key, PendingTasks tasks, Resources resources) {
    return tasks.missing().isEmpty()
        && resources.all().noneMatch(resource -> Adoption.isUnfinished(key, tasks, resource));
  }

  /** Returns the tasks of a suspended user, who has or may get the key of these resources. */
  static PendingTasks revokingInstead(PendingTasks tasks, Resources resources, Instant now) {
    boolean hasKey = resources.channel() != null && resources.channel().streamKey() != null;
    return hasKey
            || tasks.find(FetchStreamKey.class).isPresent()
            || tasks.find(RotateStreamKey.class).isPresent()
        ? tasks.revoking(now)
        : tasks;
  }

  /**
   * Returns the tasks with those that complete a resource: the fetch of a missing stream key, and
   * the label of a resource that was created for a spare that a user has taken since.
   */
  static PendingTasks completing(
      PendingTasks tasks, @Nullable Identity person, AwsResource resource, Instant now) {
    PendingTasks all =
        resource instanceof Channel channel && channel.streamKey() == null
            ? tasks.with(new FetchStreamKey(now, Progress.ready(now)))
            : tasks;
    Map<String, String> tags = resource.tags();
    return person != null && tags.containsKey(Tags.RECORD) && !tags.containsKey(Tags.USER_ID)
        ? all.with(new LabelResource(ResourceKind.of(resource), Progress.ready(now)))
        : all;
  }

  /** See {@link PendingTasks#revoking}. */
  static PendingTasks revoking(PendingTasks tasks, Instant now) {
    int requests = tasks.find(RevokeStreamKey.class).map(RevokeStreamKey::request).orElse(0);
    return tasks
        .without(FetchStreamKey.class)
        .without(RotateStreamKey.class)
        .with(new RevokeStreamKey(requests + 1, false, Progress.ready(now)));
  }

  /** Returns the tasks that remain after a resource is gone. */
  static PendingTasks withoutResource(PendingTasks tasks, ResourceKind kind) {
    PendingTasks left =
        kind == ResourceKind.CHANNEL
            ? tasks
                .without(FetchStreamKey.class)
                .without(RotateStreamKey.class)
                .without(RevokeStreamKey.class)
            : tasks;
    Progress any = Progress.ready(Instant.EPOCH);
    for (PendingTask ofResource :
        List.of(new AdoptResource(kind, any), new LabelResource(kind, any))) {
      left = left.without(ofResource.name());
    }
    return left.restoration(kind).map(PendingTask::name).map(left::without).orElse(left);
  }

  /** Returns a removal, and the deletion of resources that exist or may exist unrecorded. */
  static PendingTasks removing(PendingTasks tasks, RemoveUser removal, Instant now) {
    PendingTasks withdrawn = tasks;
    for (ResourceKind kind : tasks.missing()) {
      withdrawn = withdrawn.withdrawing(kind, now);
    }
    return withdrawn
        .find(DiscardResources.class)
        .map(PendingTasks.NONE::with)
        .orElse(PendingTasks.NONE)
        .with(removal);
  }
}
