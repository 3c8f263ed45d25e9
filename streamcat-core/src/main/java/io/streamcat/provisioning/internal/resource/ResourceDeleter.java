package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.LeasedUser;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.TaskResult;
import io.streamcat.repository.Adoption;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The deleter of resources in AWS. It deletes only resources that the record condemns: by a mark in
 * {@link DiscardResources}, or by the final state {@code DEPROVISIONING}.
 */
public final class ResourceDeleter {

  private final ProvisioningContext context;
  private final ResourceAdopter adopter;

  public ResourceDeleter(ProvisioningContext context) {
    this.context = context;
    this.adopter = new ResourceAdopter(context);
  }

  /**
   * A resource that could not be deleted.
   *
   * @param what the resource's ARN or description
   * @param failure the reason
   */
  public record Leftover(String what, RuntimeException failure) {

    /** Returns whether nothing has failed, but no time was left. */
    public boolean isWaiting() {
      return failure instanceof StreamCatException && !(failure instanceof AwsException);
    }

    /** Returns whether a request may still take effect. */
    private boolean mayBeLate() {
      return failure instanceof AwsException e
          ? e.retryable() && !(e instanceof ThrottledException)
          : !isWaiting();
    }
  }

  /**
   * The result of deletions: the transitions that record deleted resources, and the remaining
   * resources.
   */
  private record Deletions(UnaryOperator<UserRecord> facts, List<Leftover> leftovers) {

    static final Deletions NONE = new Deletions(UnaryOperator.identity(), List.of());

    static Deletions left(String what, RuntimeException failure) {
      return new Deletions(UnaryOperator.identity(), List.of(new Leftover(what, failure)));
    }

    Deletions and(Deletions others) {
      List<Leftover> all = new ArrayList<>(leftovers);
      all.addAll(others.leftovers);
      return new Deletions(record -> others.facts.apply(facts.apply(record)), all);
    }
  }

  /**
   * Deletes the resources that the record of a user discards.
   *
   * @throws LeaseLostException if another worker has taken the user over
   */
  public TaskResult discard(LeasedUser user, DiscardResources task) {
    Deletions all = deleteDiscarded(user, task);
    return all.leftovers().isEmpty()
        ? TaskResult.done(task, all.facts())
        : TaskResult.failed(
            task,
            all.facts(),
            all.leftovers().get(0).failure(),
            all.leftovers().stream().map(Leftover::what).toList());
  }

  /**
   * Deletes every resource that a user under removal has, may have, or discards, and releases those
   * that stay in AWS. The channel is deleted first, so that the user goes off the air first.
   *
   * @return the remaining resources; empty if everything is gone
   * @throws LeaseLostException if another worker has taken the user over
   */
  public List<Leftover> deleteAll(LeasedUser user) {
    Set<ResourceKind> early = EnumSet.of(ResourceKind.CHANNEL);
    // Released resources share one wait.
    user.record()
        .resources()
        .all()
        .filter(resource -> Adoption.isRetaining(user.record(), resource.arn()))
        .map(ResourceKind::of)
        .forEach(early::add);
    Deletions first = deleteRecorded(user, early);
    // A live channel may have used up the time.
    user.write(first.facts());
    Deletions others = deleteRecorded(user, EnumSet.complementOf(EnumSet.copyOf(early)));
    Optional<DiscardResources> discard = user.record().pending().find(DiscardResources.class);
    if (discard.isPresent()) {
      others = others.and(deleteDiscarded(user, discard.get()));
    }
    List<Leftover> leftovers = first.and(others).leftovers();
    if (!leftovers.isEmpty() || !isDone(user)) {
      user.write(others.facts());
    }
    return leftovers;
  }

  /**
   * Returns whether no resource is left to delete or to release. During the deletions, a late
   * worker may have marked further ones, or have changed one that stays in AWS.
   */
  public static boolean isDone(LeasedUser user) {
    UserRecord record = user.record();
    return record.pending().find(DiscardResources.class).isEmpty()
        && record.resources().all().noneMatch(r -> Adoption.isRetaining(record, r.arn()));
  }

  private Deletions deleteRecorded(LeasedUser user, Set<ResourceKind> kinds) {
    UserRecord record = user.record();
    return parallel(
        kinds.stream()
            .filter(kind -> record.resources().get(kind) != null)
            .<Supplier<Deletions>>map(kind -> () -> deleteRecorded(record, kind))
            .toList());
  }

  private Deletions deleteRecorded(UserRecord record, ResourceKind kind) {
    AwsResource resource = record.resources().get(kind);
    if (resource == null) {
      return Deletions.NONE;
    }
    UnaryOperator<UserRecord> gone =
        after -> after.with(after.resources().without(kind), context.now());
    return Adoption.isRetaining(record, resource.arn())
        ? release(record, resource, gone)
        : delete(record, kind, resource.arn(), gone);
  }

  private Deletions release(
      UserRecord record, AwsResource resource, UnaryOperator<UserRecord> facts) {
    Instant until = until(record);
    try {
      adopter.release(record, resource, until);
      // A late worker may have changed the resource meanwhile; then it is released later.
      return new Deletions(
          after -> until(after).equals(until) ? facts.apply(after) : after, List.of());
    } catch (RuntimeException e) {
      // A late request must not remove the tags of the next user.
      Leftover left = new Leftover(resource.arn(), e);
      Instant late = left.mayBeLate() ? context.afterLateRequests() : until;
      return new Deletions(after -> Adoption.releasedLater(after, late), List.of(left));
    }
  }

  private static Instant until(UserRecord record) {
    return record.pending().find(RemoveUser.class).orElseThrow().until();
  }

  private Deletions deleteDiscarded(LeasedUser user, DiscardResources task) {
    Deletions all = deleteMarked(user.record(), task.arns());
    // Sequentially, because each found resource is marked under the lease before it is deleted.
    for (var uncertain : task.uncertain().entrySet()) {
      all = all.and(search(user, uncertain.getKey(), uncertain.getValue()));
    }
    return all;
  }

  private Deletions deleteMarked(UserRecord record, Collection<String> arns) {
    return parallel(
        arns.stream().<Supplier<Deletions>>map(arn -> () -> deleteMarked(record, arn)).toList());
  }

  private Deletions deleteMarked(UserRecord record, String arn) {
    return ResourceKind.ofArn(arn)
        .map(kind -> delete(record, kind, arn, after -> after.with(tasks -> tasks.discarded(arn))))
        .orElseGet(
            () ->
                Deletions.left(
                    arn, new StreamCatException(arn + " has no known kind", false, null)));
  }

  private Deletions search(LeasedUser user, ResourceKind kind, Instant since) {
    Deletions[] found = {Deletions.NONE};
    try {
      // Continues until lists are sure to show everything, even after a resource was found.
      context
          .calls()
          .await(
              context.searchSince(since),
              context.calls().deadline(),
              () -> {
                found[0] = found[0].and(discardFound(user, kind));
                return Optional.empty();
              });
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException e) {
      return found[0].and(Deletions.left(ResourceCreator.unknown(kind), e));
    }
    return found[0].leftovers().isEmpty()
        ? found[0].and(
            new Deletions(record -> record.with(tasks -> tasks.searched(kind, since)), List.of()))
        : found[0];
  }

  private Deletions discardFound(LeasedUser user, ResourceKind kind) {
    AwsResource recorded = user.record().resources().get(kind);
    List<String> found =
        context.find(user.record(), context.type(kind)).stream()
            .map(AwsResource::arn)
            .filter(arn -> recorded == null || !recorded.arn().equals(arn))
            .filter(arn -> !Adoption.isRetaining(user.record(), arn))
            .toList();
    if (found.isEmpty()) {
      return Deletions.NONE;
    }
    user.write(
        record -> {
          UserRecord marked = record;
          for (String arn : found) {
            marked = marked.with(tasks -> tasks.discarding(arn, context.now()));
          }
          return marked;
        });
    return deleteMarked(user.record(), found);
  }

  private Deletions parallel(List<Supplier<Deletions>> tasks) {
    // A failed release lets those that follow wait, so it comes last.
    return context.runner().all(tasks).stream()
        .sorted(Comparator.comparingInt(done -> done.leftovers().size()))
        .reduce(Deletions.NONE, Deletions::and);
  }

  private Deletions delete(
      UserRecord record, ResourceKind kind, String arn, UnaryOperator<UserRecord> facts) {
    try {
      context.type(kind).delete().accept(arn);
      context.steps().step(record, Phase.DELETED, kind, arn, null);
      return new Deletions(facts, List.of());
    } catch (RuntimeException e) {
      return Deletions.left(arn, e);
    }
  }
}
