package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.TaskResult;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The creator of a user's missing resources, which it creates or finds, and the adopter of existing
 * ones. It records nothing.
 */
public final class ResourceCreator {

  private final ProvisioningContext context;
  private final ResourceAdopter adopter;

  public ResourceCreator(ProvisioningContext context) {
    this.context = context;
    this.adopter = new ResourceAdopter(context);
  }

  /** Returns whether a task belongs to a registration: it creates or adopts a resource. */
  public static boolean isOfRegistration(PendingTask task) {
    return task instanceof CreateResource || task instanceof AdoptResource;
  }

  /**
   * Runs creations and adoptions in parallel; failures are returned, and nothing is thrown. All
   * share one deadline well inside the lease, so that an executor without free threads, which runs
   * them sequentially, does not outlast the lease.
   *
   * @param tasks the creations and adoptions
   * @param policy the policy if a creation fails; creations end before the caller's deadline if
   *     there must be time for a roll-back
   */
  public List<TaskResult> create(UserRecord record, List<PendingTask> tasks, FailurePolicy policy) {
    Instant deadline =
        context.now().plus(context.calls().settings().operationTimeout().multipliedBy(2));
    Instant callers = CallScope.deadline();
    if (policy == FailurePolicy.ROLL_BACK && callers != null) {
      deadline = earlier(deadline, leavingTimeToUndo(callers));
    }
    return CallScope.withDeadline(
        deadline,
        () ->
            context
                .runner()
                .all(
                    tasks.stream()
                        .<Supplier<TaskResult>>map(
                            task ->
                                task instanceof AdoptResource adoption
                                    ? () -> adopter.adopt(record, adoption)
                                    : () -> create(record, (CreateResource) task))
                        .toList()));
  }

  /**
   * Returns the deadline that leaves time for a roll-back: a third of the time that remains after
   * the last create can be sent.
   */
  private Instant leavingTimeToUndo(Instant callers) {
    Instant now = context.now();
    Instant lastTurn = CallScope.lastTurn();
    Instant from = lastTurn == null || lastTurn.isBefore(now) ? now : lastTurn;
    return callers.minus(Duration.between(from, callers).dividedBy(3));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private TaskResult create(UserRecord record, CreateResource creation) {
    ResourceType type = context.type(creation.kind());
    try {
      List<? extends AwsResource> found = findEarlier(record, creation, type);
      List<? extends AwsResource> resources =
          found.isEmpty() ? List.of(createNew(record, type)) : found;
      return TaskResult.created(
          creation, current -> recorded(current, creation, resources), resources);
    } catch (RuntimeException e) {
      context.steps().step(record, Phase.FAILED, creation.kind(), null, e);
      return failed(creation, e);
    }
  }

  /**
   * Returns the record after a creation. A late worker may have sent another create since this one
   * was searched for; then its resource is searched for later.
   */
  private UserRecord recorded(
      UserRecord current, CreateResource searched, List<? extends AwsResource> resources) {
    UserRecord after = recorded(current, resources);
    Instant since =
        current
            .pending()
            .creation(searched.kind())
            .map(CreateResource::uncertainSince)
            .orElse(null);
    return since == null || since.equals(searched.uncertainSince())
        ? after
        : after.with(tasks -> tasks.uncertain(searched.kind(), since));
  }

  /** Returns the record after resources with its key were created or found. */
  public UserRecord recorded(UserRecord record, List<? extends AwsResource> resources) {
    UserRecord after = record;
    for (AwsResource resource : resources) {
      after = after.recorded(resource, context.now());
    }
    return after;
  }

  /** Finds the resources that an earlier worker or attempt created but did not record. */
  private List<? extends AwsResource> findEarlier(
      UserRecord record, CreateResource creation, ResourceType type) {
    Instant uncertainSince = creation.uncertainSince();
    if (uncertainSince == null) {
      return List.of();
    }
    Instant since = context.searchSince(uncertainSince);
    Optional<List<? extends AwsResource>> earlier =
        context
            .calls()
            .await(
                since,
                context.calls().deadline(),
                () ->
                    Optional.<List<? extends AwsResource>>of(
                            context.find(record, type).stream()
                                .filter(found -> !record.pending().isDiscarding(found.arn()))
                                .toList())
                        .filter(list -> !list.isEmpty()));
    if (earlier.isEmpty()) {
      return List.of();
    }
    context.steps().step(record, Phase.ADOPTED, type.kind(), earlier.get().get(0).arn(), null);
    return earlier.get();
  }

  private AwsResource createNew(UserRecord record, ResourceType type) {
    context.steps().step(record, Phase.CREATING, type.kind(), null, null);
    AwsResource resource =
        type.create()
            .create(
                record.resourceName(),
                record.own().get(type.kind()),
                context.tags().of(record, context.now()));
    context.learnAccount(resource);
    context.steps().step(record, Phase.CREATED, type.kind(), resource.arn(), null);
    return resource;
  }

  /**
   * Returns the result of a failed create. StreamCat's own exceptions show whether the create may
   * have happened; an exception of a replaced service leaves it open.
   */
  private TaskResult failed(CreateResource creation, RuntimeException failure) {
    boolean certain =
        failure instanceof StreamCatException && !(failure instanceof OutcomeUnknownException);
    boolean mayExist = !certain || creation.uncertainSince() != null;
    Instant latest = latestEffect();
    return TaskResult.failed(
        creation,
        record -> certain ? record : record.with(tasks -> tasks.uncertain(creation.kind(), latest)),
        failure,
        mayExist ? List.of(unknown(creation.kind())) : List.of());
  }

  /**
   * Returns the latest time at which a create may take effect; a create that the caller's deadline
   * or an interrupt cut short may be as late as any other.
   */
  private Instant latestEffect() {
    Instant now = context.now();
    Instant wholeCall = now.plus(context.calls().settings().callTimeout());
    Instant deadline = CallScope.deadline();
    boolean isCutShort =
        (deadline != null && wholeCall.isAfter(deadline)) || Thread.currentThread().isInterrupted();
    return isCutShort ? wholeCall : now;
  }

  /** Describes a resource that may exist but whose ARN is unknown. */
  public static String unknown(ResourceKind kind) {
    return "possibly a " + kind.words();
  }
}
