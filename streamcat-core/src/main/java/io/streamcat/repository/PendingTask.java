package io.streamcat.repository;

import io.streamcat.aws.SettingsChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A pending task of a user. Tasks are independent: each has its own progress, and none waits for a
 * failing task.
 */
public sealed interface PendingTask {

  /**
   * Returns the progress.
   *
   * @return attempts, next attempt and last problem
   */
  Progress progress();

  /**
   * Returns this task with other progress.
   *
   * @param value the progress
   * @return a changed copy
   */
  PendingTask with(Progress value);

  /**
   * Returns the name of the task, which is unique among the tasks of one record.
   *
   * @return for example {@code create stage}
   */
  String name();

  /**
   * Returns whether the request is fulfilled, and the task repeats the work in case an earlier
   * request without an answer takes effect late.
   *
   * @return true only for the repetition of a revocation
   */
  default boolean isRepetition() {
    return false;
  }

  /**
   * The creation of a resource for the user.
   *
   * @param kind the kind of the resource
   * @param uncertainSince the latest time at which an unrecorded resource of the kind may have been
   *     created; null if there is certainly none
   * @param progress the progress
   */
  record CreateResource(ResourceKind kind, @Nullable Instant uncertainSince, Progress progress)
      implements PendingTask {

    /**
     * Returns the task after another create that may have happened.
     *
     * @param time the latest time at which it may have happened
     * @return a task whose next attempt first looks for the resource
     */
    public CreateResource uncertain(Instant time) {
      return new CreateResource(kind, later(uncertainSince, time), progress);
    }

    @Override
    public CreateResource with(Progress value) {
      return new CreateResource(kind, uncertainSince, value);
    }

    @Override
    public String name() {
      return TaskName.CREATE.of(kind);
    }
  }

  /**
   * The adoption of a recorded resource that existed before the user: StreamCat's tags are added.
   *
   * @param kind the kind of the resource
   * @param progress the progress
   */
  record AdoptResource(ResourceKind kind, Progress progress) implements PendingTask {

    @Override
    public AdoptResource with(Progress value) {
      return new AdoptResource(kind, value);
    }

    @Override
    public String name() {
      return TaskName.ADOPT.of(kind);
    }
  }

  /**
   * The labelling of a resource that a user got from a spare: the tag with the user's id, and the
   * name, which AWS does not know before.
   *
   * @param kind the kind of the resource
   * @param progress the progress
   */
  record LabelResource(ResourceKind kind, Progress progress) implements PendingTask {

    @Override
    public LabelResource with(Progress value) {
      return new LabelResource(kind, value);
    }

    @Override
    public String name() {
      return TaskName.LABEL.of(kind);
    }
  }

  /**
   * The look-up of a stream key that is not recorded, or that a late worker may have replaced.
   *
   * @param since the latest time at which the key was created
   * @param progress the progress
   */
  record FetchStreamKey(Instant since, Progress progress) implements PendingTask {

    @Override
    public FetchStreamKey with(Progress value) {
      return new FetchStreamKey(since, value);
    }

    @Override
    public String name() {
      return "fetch stream key";
    }
  }

  /**
   * The replacement of the channel's stream key.
   *
   * @param policy {@link LiveChannelPolicy#WAIT} waits for the end of the stream, {@link
   *     LiveChannelPolicy#STOP} stops the stream, and {@link LiveChannelPolicy#REFUSE} does
   *     neither, because the channel was not live or the replacement has begun
   * @param progress the progress
   */
  record RotateStreamKey(LiveChannelPolicy policy, Progress progress) implements PendingTask {

    /**
     * Returns the task for this and another request. Stopping takes precedence, then immediate
     * replacement.
     *
     * @param other the policy of the other request
     * @return a changed copy
     */
    public RotateStreamKey and(LiveChannelPolicy other) {
      boolean stop = policy == LiveChannelPolicy.STOP || other == LiveChannelPolicy.STOP;
      boolean wait = policy == LiveChannelPolicy.WAIT && other == LiveChannelPolicy.WAIT;
      return new RotateStreamKey(
          stop ? LiveChannelPolicy.STOP : wait ? LiveChannelPolicy.WAIT : LiveChannelPolicy.REFUSE,
          progress);
    }

    @Override
    public RotateStreamKey with(Progress value) {
      return new RotateStreamKey(policy, value);
    }

    @Override
    public String name() {
      return "rotate stream key";
    }
  }

  /**
   * The revocation of every stream key of a suspended user's channel, and the end of its stream.
   *
   * @param request the number of the latest request, so that completing one does not complete a
   *     later one
   * @param isRepetition whether the keys are already revoked; they are revoked once more when an
   *     earlier request without an answer can no longer create one
   * @param progress the progress
   */
  record RevokeStreamKey(int request, boolean isRepetition, Progress progress)
      implements PendingTask {

    @Override
    public RevokeStreamKey with(Progress value) {
      return new RevokeStreamKey(request, isRepetition, value);
    }

    @Override
    public String name() {
      return "revoke stream key";
    }
  }

  /**
   * Changes of the settings of one resource.
   *
   * @param kind the kind of the resource
   * @param changes the changes in the order of the requests, all for that kind, at least one
   * @param progress the progress
   */
  record ChangeSettings(ResourceKind kind, List<PendingChange> changes, Progress progress)
      implements PendingTask {

    /** Copies the list. */
    public ChangeSettings {
      changes = List.copyOf(changes);
    }

    /**
     * Returns the task for these changes followed by another one. The changes are not merged, so
     * that a change that AWS rejects can be withdrawn alone.
     *
     * @param later the other change
     * @return a changed copy; earlier changes of the same policy that the later one overrides
     *     completely are removed, which keeps the list short
     */
    public ChangeSettings then(PendingChange later) {
      List<PendingChange> all = new ArrayList<>(changes);
      all.removeIf(earlier -> earlier.isReplacedBy(later));
      all.add(later);
      return new ChangeSettings(kind, all, progress);
    }

    /**
     * Returns the combined effect of all changes.
     *
     * @return one patch
     */
    public SettingsChange<?, ?> combined() {
      SettingsChange<?, ?> combined = kind.noChange();
      for (PendingChange change : changes) {
        combined = combined.followedBy(change.change());
      }
      return combined;
    }

    @Override
    public ChangeSettings with(Progress value) {
      return new ChangeSettings(kind, changes, value);
    }

    @Override
    public String name() {
      return TaskName.CHANGE.of(kind);
    }
  }

  /**
   * The restoration of the recorded settings, after a resource was changed outside of StreamCat, or
   * may have been changed by a worker without its lease.
   *
   * @param kind the kind of the resource
   * @param mark a random id of the restoration, so that completing one does not complete a later
   *     one
   * @param progress the progress
   */
  record RestoreSettings(ResourceKind kind, String mark, Progress progress) implements PendingTask {

    @Override
    public RestoreSettings with(Progress value) {
      return new RestoreSettings(kind, mark, value);
    }

    @Override
    public String name() {
      return TaskName.RESTORE.of(kind);
    }
  }

  /**
   * The deletion of discarded resources: surplus ones, and those of a withdrawn request.
   *
   * @param arns the known resources; each is marked here before it is deleted
   * @param uncertain the kinds of which an unrecorded resource may exist, each with the latest time
   *     of its creation
   * @param progress the progress
   */
  record DiscardResources(Set<String> arns, Map<ResourceKind, Instant> uncertain, Progress progress)
      implements PendingTask {

    /** Copies the collections; ARNs are sorted. */
    public DiscardResources {
      arns = Collections.unmodifiableSet(new TreeSet<>(arns));
      uncertain = Map.copyOf(uncertain);
    }

    /**
     * Returns the task with one more resource.
     *
     * @param arn the ARN
     * @return a changed copy
     */
    public DiscardResources and(String arn) {
      Set<String> more = new TreeSet<>(arns);
      more.add(arn);
      return new DiscardResources(more, uncertain, progress);
    }

    /**
     * Returns the task without a resource that is gone.
     *
     * @param arn the ARN
     * @return a changed copy
     */
    public DiscardResources without(String arn) {
      Set<String> fewer = new TreeSet<>(arns);
      fewer.remove(arn);
      return new DiscardResources(fewer, uncertain, progress);
    }

    /**
     * Returns the task with one more kind to search.
     *
     * @param kind the kind
     * @param since the latest time of the creation
     * @return a changed copy
     */
    public DiscardResources andSearch(ResourceKind kind, Instant since) {
      Map<ResourceKind, Instant> more = new EnumMap<>(ResourceKind.class);
      more.putAll(uncertain);
      more.put(kind, later(more.get(kind), since));
      return new DiscardResources(arns, more, progress);
    }

    /**
     * Returns the task without a kind that was searched or requested again.
     *
     * @param kind the kind
     * @return a changed copy
     */
    public DiscardResources withoutSearch(ResourceKind kind) {
      Map<ResourceKind, Instant> fewer = new EnumMap<>(ResourceKind.class);
      fewer.putAll(uncertain);
      fewer.remove(kind);
      return new DiscardResources(arns, fewer, progress);
    }

    /**
     * Returns whether the task is complete.
     *
     * @return true if nothing is left to delete or to search
     */
    public boolean isEmpty() {
      return arns.isEmpty() && uncertain.isEmpty();
    }

    @Override
    public DiscardResources with(Progress value) {
      return new DiscardResources(arns, uncertain, value);
    }

    @Override
    public String name() {
      return "discard resources";
    }
  }

  /**
   * The removal of the user and all resources.
   *
   * @param wasActive whether the user was ever {@code ACTIVE}; if not, another user may get the id
   * @param retainsAll whether every resource that was recorded at the beginning stays in AWS
   * @param retained the ARNs of the recorded resources that stay in AWS, without StreamCat's tags
   * @param until the time until which a request may tag or change a retained resource
   * @param progress the progress
   */
  record RemoveUser(
      boolean wasActive, boolean retainsAll, Set<String> retained, Instant until, Progress progress)
      implements PendingTask {

    /** Sorts the ARNs, so that equal removals are equal. */
    public RemoveUser {
      retained = Collections.unmodifiableSet(new TreeSet<>(retained));
    }

    @Override
    public RemoveUser with(Progress value) {
      return new RemoveUser(wasActive, retainsAll, retained, until, value);
    }

    @Override
    public String name() {
      return "remove user";
    }
  }

  private static Instant later(@Nullable Instant a, Instant b) {
    return a == null || a.isBefore(b) ? b : a;
  }
}
