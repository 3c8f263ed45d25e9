package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The backward machinery: deletes what a user has, and what it may have. */
final class Remover {

  private final Engine engine;

  Remover(Engine engine) {
    this.engine = engine;
  }

  /**
   * What is to be deleted of one kind.
   *
   * @param kind the kind
   * @param arns what is known
   * @param searchSince when something unknown may have been created at the latest; empty if there
   *     is nothing unknown
   */
  record Target(ResourceKind kind, List<String> arns, Optional<Instant> searchSince) {

    /** What to tell of it as left behind. */
    List<String> names() {
      List<String> names = new ArrayList<>(arns);
      searchSince.ifPresent(since -> names.add(unknown(kind)));
      return names;
    }
  }

  /**
   * What could not be deleted.
   *
   * @param leftover what it is
   * @param failure why
   */
  record Leftover(String leftover, RuntimeException failure) {}

  /** Names a resource of which nothing is known but that it may exist. */
  static String unknown(ResourceKind kind) {
    return "possibly a " + kind.words();
  }

  /**
   * Everything a claimed user has, and may have been given by a worker that did not come to record
   * it.
   */
  static List<Target> targets(Claim claim) {
    List<Target> targets = new ArrayList<>();
    Set<ResourceKind> missing = claim.missing();
    for (ResourceKind kind : ResourceKind.values()) {
      AwsResource resource = claim.user().resource(kind);
      if (resource != null) {
        targets.add(new Target(kind, List.of(resource.arn()), Optional.empty()));
      } else if (missing.contains(kind)) {
        targets.add(new Target(kind, List.of(), Optional.ofNullable(claim.untouchedSince())));
      }
    }
    return targets;
  }

  /** Deletes the targets; what could not be deleted is returned, and nothing is thrown. */
  List<Leftover> delete(Claim claim, List<Target> targets) {
    List<Supplier<List<Leftover>>> tasks =
        targets.stream()
            .<Supplier<List<Leftover>>>map(target -> () -> delete(claim, target))
            .toList();
    return engine.together(tasks).stream().flatMap(Collection::stream).toList();
  }

  private List<Leftover> delete(Claim claim, Target target) {
    List<Leftover> leftovers = new ArrayList<>();
    for (String arn : target.arns()) {
      try {
        delete(claim, target.kind(), arn);
      } catch (RuntimeException e) {
        leftovers.add(new Leftover(arn, e));
      }
    }
    target
        .searchSince()
        .ifPresent(
            since -> {
              try {
                deleteFound(claim, target.kind(), since);
              } catch (RuntimeException e) {
                leftovers.add(new Leftover(unknown(target.kind()), e));
              }
            });
    return leftovers;
  }

  private void delete(Claim claim, ResourceKind kind, String arn) {
    engine.type(kind).delete().accept(arn);
    engine.steps().step(claim.id(), Phase.DELETED, kind, arn, null);
  }

  private void deleteFound(Claim claim, ResourceKind kind, Instant since) {
    ResourceType type = engine.type(kind);
    // Goes on until lists are sure to show everything, also after something was found.
    engine
        .calls()
        .await(
            since,
            engine.calls().deadline(),
            () -> {
              engine.find(claim, type).forEach(found -> delete(claim, kind, found.arn()));
              return Optional.empty();
            });
    engine.requireSettled(since, type);
  }
}
