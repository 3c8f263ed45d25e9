package io.streamcat.repository;

import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The tasks of one record, at most one of each name. Immutable.
 *
 * @param list the tasks by name; unmodifiable
 */
public record PendingTasks(List<PendingTask> list) {

  private static final Comparator<PendingTask> BY_NAME = Comparator.comparing(PendingTask::name);

  /** No tasks. */
  public static final PendingTasks NONE = new PendingTasks(List.of());

  /** Sorts the tasks, so that equal sets of tasks are equal. */
  public PendingTasks {
    List<PendingTask> sorted = new ArrayList<>(list);
    sorted.sort(BY_NAME);
    list = List.copyOf(sorted);
  }

  /**
   * Returns whether there are no tasks.
   *
   * @return true if no task is pending
   */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /**
   * Returns whether a task is pending.
   *
   * @param name the name of the task
   * @return true if it is among these tasks
   */
  public boolean contains(String name) {
    return list.stream().anyMatch(task -> task.name().equals(name));
  }

  /**
   * Returns the task of a type.
   *
   * @param type the type, which occurs at most once: not one with a kind of resource
   * @param <T> the type
   * @return the task, or empty
   */
  public <T extends PendingTask> Optional<T> find(Class<T> type) {
    return find(type, task -> true);
  }

  /**
   * Returns the change of the settings of a kind.
   *
   * @param kind the kind
   * @return the task, or empty
   */
  public Optional<ChangeSettings> change(ResourceKind kind) {
    return find(ChangeSettings.class, change -> change.kind() == kind);
  }

  /**
   * Returns whether the settings in AWS may differ from the recorded ones until a task is complete.
   *
   * @param kind the kind
   * @return true if a change or a restoration of the kind's settings is pending
   */
  public boolean isChanging(ResourceKind kind) {
    return change(kind).isPresent() || restoration(kind).isPresent();
  }

  /**
   * Returns the restoration of the recorded settings of a kind.
   *
   * @param kind the kind
   * @return the task, or empty
   */
  public Optional<RestoreSettings> restoration(ResourceKind kind) {
    return find(RestoreSettings.class, restore -> restore.kind() == kind);
  }

  /** A loop, because each write of a record asks several times, mostly about very few tasks. */
  private <T extends PendingTask> Optional<T> find(Class<T> type, Predicate<T> test) {
    for (PendingTask task : list) {
      if (type.isInstance(task) && test.test(type.cast(task))) {
        return Optional.of(type.cast(task));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the creation of a kind.
   *
   * @param kind the kind
   * @return the task, or empty
   */
  public Optional<CreateResource> creation(ResourceKind kind) {
    return find(CreateResource.class, create -> create.kind() == kind);
  }

  /**
   * Returns the creations.
   *
   * @return a stream of up to three
   */
  public Stream<CreateResource> creations() {
    return list.stream().filter(CreateResource.class::isInstance).map(CreateResource.class::cast);
  }

  /**
   * Returns the kinds whose creation is pending.
   *
   * @return a new set
   */
  public Set<ResourceKind> missing() {
    Set<ResourceKind> missing = EnumSet.noneOf(ResourceKind.class);
    for (PendingTask task : list) {
      if (task instanceof CreateResource create) {
        missing.add(create.kind());
      }
    }
    return missing;
  }

  /**
   * Returns the tasks with another one, which replaces a task of the same name.
   *
   * @param task the task
   * @return a changed copy
   */
  public PendingTasks with(PendingTask task) {
    List<PendingTask> tasks = new ArrayList<>(list);
    tasks.removeIf(other -> other.name().equals(task.name()));
    if (!(task instanceof DiscardResources discard && discard.isEmpty())) {
      tasks.add(task);
    }
    return new PendingTasks(tasks);
  }

  /**
   * Returns the tasks without one.
   *
   * @param name the name of the task; it may be absent
   * @return a changed copy
   */
  public PendingTasks without(String name) {
    List<PendingTask> tasks = new ArrayList<>(list);
    tasks.removeIf(task -> task.name().equals(name));
    return new PendingTasks(tasks);
  }

  /**
   * Returns the tasks without those of a type.
   *
   * @param type the type
   * @return a changed copy
   */
  public PendingTasks without(Class<? extends PendingTask> type) {
    return new PendingTasks(list.stream().filter(task -> !type.isInstance(task)).toList());
  }

  /**
   * Returns the tasks with other progress of one of them.
   *
   * @param name the name of the task; nothing changes if it is absent
   * @param change the change of its progress
   * @return a changed copy
   */
  public PendingTasks progressed(String name, UnaryOperator<Progress> change) {
    return new PendingTasks(
        list.stream()
            .map(task -> task.name().equals(name) ? task.with(change.apply(task.progress())) : task)
            .toList());
  }

  /**
   * Returns the earliest next attempt; that of the removal if there is one, since it includes all
   * other tasks.
   *
   * @return the time, or empty if there is no task
   */
  public Optional<Instant> nextAttempt() {
    Optional<RemoveUser> removal = find(RemoveUser.class);
    return removal.isPresent()
        ? removal.map(task -> task.progress().nextAttempt())
        : list.stream().map(task -> task.progress().nextAttempt()).min(Instant::compareTo);
  }

  /**
   * Returns the greatest number of failed attempts of a task.
   *
   * @return 0 if none has failed
   */
  public int attempts() {
    return list.stream().mapToInt(task -> task.progress().attempts()).max().orElse(0);
  }

  /**
   * Returns the problem of the task that failed most often.
   *
   * @return the problem, for people; empty if none is known
   */
  public Optional<String> problem() {
    return list.stream()
        .map(PendingTask::progress)
        .filter(progress -> progress.problem() != null)
        .max(Comparator.comparingInt(Progress::attempts))
        .map(Progress::problem);
  }

  /**
   * Returns the tasks with the creation of a resource. An uncertain resource that was marked for a
   * search and deletion is looked for first.
   *
   * @param kind the kind
   * @param now the time
   * @return a changed copy; the same if the creation is pending already
   */
  PendingTasks wanting(ResourceKind kind, Instant now) {
    if (creation(kind).isPresent()) {
      return this;
    }
    Optional<DiscardResources> discard = find(DiscardResources.class);
    Instant uncertain = discard.map(task -> task.uncertain().get(kind)).orElse(null);
    return discard
        .map(task -> with(task.withoutSearch(kind)))
        .orElse(this)
        .with(new CreateResource(kind, uncertain, Progress.ready(now)));
  }

  /**
   * Returns the tasks after a create that may have happened. If no creation of the kind is pending
   * any more, its resource is searched for and deleted.
   *
   * @param kind the kind of the resource
   * @param time the latest time at which it may have happened
   * @return a changed copy
   */
  public PendingTasks uncertain(ResourceKind kind, Instant time) {
    return creation(kind)
        .map(create -> with(create.uncertain(time)))
        .orElseGet(() -> with(discard(time).andSearch(kind, time)));
  }

  /**
   * Returns the tasks without the creation of a resource and the change of its settings. A resource
   * that may exist unrecorded is searched for and deleted.
   *
   * @param kind the kind
   * @param now the time
   * @return a changed copy
   */
  public PendingTasks withdrawing(ResourceKind kind, Instant now) {
    Optional<CreateResource> create = creation(kind);
    if (create.isEmpty()) {
      return this;
    }
    Instant since = create.get().uncertainSince();
    PendingTasks without = without(create.get().name()).without(TaskName.CHANGE.of(kind));
    return since == null ? without : without.with(discard(now).andSearch(kind, since));
  }

  /**
   * Returns the tasks with the deletion of a resource, which no worker records from then on.
   *
   * @param arn the resource
   * @param now the time
   * @return a changed copy
   */
  public PendingTasks discarding(String arn, Instant now) {
    return with(discard(now).and(arn));
  }

  /**
   * Returns the tasks after a resource was deleted.
   *
   * @param arn the resource
   * @return a changed copy
   */
  public PendingTasks discarded(String arn) {
    return find(DiscardResources.class).map(task -> with(task.without(arn))).orElse(this);
  }

  /**
   * Returns the tasks after a kind was searched until lists were sure to show everything.
   *
   * @param kind the kind
   * @param since the time for which it was searched; a later create is still searched for
   * @return a changed copy
   */
  public PendingTasks searched(ResourceKind kind, Instant since) {
    return find(DiscardResources.class)
        .filter(task -> since.equals(task.uncertain().get(kind)))
        .map(task -> with(task.withoutSearch(kind)))
        .orElse(this);
  }

  /**
   * Returns whether a resource is marked for deletion.
   *
   * @param arn the resource
   * @return true if the resource is marked
   */
  public boolean isDiscarding(String arn) {
    return discardedArns().contains(arn);
  }

  /**
   * Returns the resources that are marked for deletion.
   *
   * @return their ARNs; unmodifiable
   */
  public Set<String> discardedArns() {
    return find(DiscardResources.class).map(DiscardResources::arns).orElse(Set.of());
  }

  private DiscardResources discard(Instant now) {
    return find(DiscardResources.class)
        .orElseGet(() -> new DiscardResources(Set.of(), Map.of(), Progress.ready(now)));
  }

  /**
   * Returns the tasks with the replacement of the stream key.
   *
   * @param policy the policy for a live channel; see {@link RotateStreamKey#and}
   * @param now the time
   * @return a changed copy
   */
  public PendingTasks rotating(LiveChannelPolicy policy, Instant now) {
    return with(
        find(RotateStreamKey.class)
            .map(task -> task.and(policy).with(Progress.ready(now)))
            .orElseGet(() -> new RotateStreamKey(policy, Progress.ready(now))));
  }

  /**
   * Returns the tasks with a change of settings, added to the pending changes.
   *
   * @param kind the kind of the resource
   * @param change the patch and its policy
   * @param now the time
   * @return a changed copy
   */
  public PendingTasks changing(ResourceKind kind, PendingChange change, Instant now) {
    ChangeSettings task =
        change(kind).orElseGet(() -> new ChangeSettings(kind, List.of(), Progress.ready(now)));
    return with(task.then(change).with(Progress.ready(now)));
  }

  /**
   * Returns the tasks with the restoration of the recorded settings. A pending restoration may wait
   * for a request that can still take effect, so its time never becomes earlier.
   *
   * @param kind the kind of the resource
   * @param mark drawn at random
   * @param notBefore the earliest time
   * @return a changed copy
   */
  public PendingTasks restoring(ResourceKind kind, String mark, Instant notBefore) {
    Instant earliest =
        restoration(kind)
            .map(task -> task.progress().nextAttempt())
            .filter(notBefore::isBefore)
            .orElse(notBefore);
    return with(new RestoreSettings(kind, mark, new Progress(0, earliest, null)));
  }

  /**
   * Returns the tasks with one more request to revoke the stream key, which replaces the tasks that
   * get another key.
   *
   * @param now the time
   * @return a changed copy
   */
  public PendingTasks revoking(Instant now) {
    return RecordTasks.revoking(this, now);
  }
}
