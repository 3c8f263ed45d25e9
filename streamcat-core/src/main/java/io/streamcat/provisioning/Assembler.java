package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.Tags;
import io.streamcat.error.LeaseLostException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The forward machinery: creates or adopts what a user is missing, and records it. */
final class Assembler {

  private static final Logger log = LoggerFactory.getLogger(UserProvisioner.class);

  private final Engine engine;

  Assembler(Engine engine) {
    this.engine = engine;
  }

  /**
   * Works on everything the user is missing, side by side; failures are returned, and nothing is
   * thrown.
   */
  List<Creation> assemble(Claim claim) {
    List<Supplier<Creation>> tasks =
        claim.missing().stream()
            .<Supplier<Creation>>map(kind -> () -> provide(claim, engine.type(kind)))
            .toList();
    return engine.together(tasks);
  }

  private Creation provide(Claim claim, ResourceType type) {
    ResourceKind kind = type.kind();
    Creation creation;
    try {
      List<? extends AwsResource> found = findEarlier(claim, type);
      AwsResource resource = found.isEmpty() ? create(claim, type) : found.get(0);
      creation = attach(claim, type, resource);
      if (creation.failure() == null) {
        found.stream().skip(1).forEach(extra -> deleteDuplicate(claim, type, extra));
      }
    } catch (RuntimeException e) {
      creation = Creation.failed(kind, e, claim.untouchedSince() != null);
    }
    if (creation.failure() != null) {
      engine.steps().step(claim.id(), Phase.FAILED, kind, null, creation.failure());
    }
    return creation;
  }

  /** What a worker before this one created and did not come to record. */
  private List<? extends AwsResource> findEarlier(Claim claim, ResourceType type) {
    Instant since = claim.untouchedSince();
    if (since == null) {
      return List.of();
    }
    Optional<List<? extends AwsResource>> found =
        engine
            .calls()
            .await(
                since,
                engine.calls().deadline(),
                () ->
                    Optional.<List<? extends AwsResource>>of(engine.find(claim, type))
                        .filter(list -> !list.isEmpty()));
    if (found.isEmpty()) {
      engine.requireSettled(since, type);
      return List.of();
    }
    engine.steps().step(claim.id(), Phase.ADOPTED, type.kind(), found.get().get(0).arn(), null);
    return found.get();
  }

  private AwsResource create(Claim claim, ResourceType type) {
    engine.steps().step(claim.id(), Phase.CREATING, type.kind(), null, null);
    AwsResource resource =
        type.create()
            .apply(
                claim.stored().attempt().resourceName(),
                Tags.merged(
                    engine.identity(claim),
                    Map.of(
                        Tags.CREATED_AT, engine.now().truncatedTo(ChronoUnit.SECONDS).toString())));
    engine.steps().step(claim.id(), Phase.CREATED, type.kind(), resource.arn(), null);
    return resource;
  }

  private Creation attach(Claim claim, ResourceType type, AwsResource resource) {
    try {
      engine.users().attach(claim.id(), claim.owner(), resource, engine.now());
    } catch (LeaseLostException e) {
      giveUp(claim, type, resource);
      return Creation.unrecorded(type.kind(), resource, e);
    } catch (RuntimeException e) {
      return Creation.unrecorded(type.kind(), resource, e);
    }
    engine.steps().step(claim.id(), Phase.ATTACHED, type.kind(), resource.arn(), null);
    return Creation.recorded(type.kind(), resource);
  }

  /**
   * Deletes a resource that came too late: another worker has taken the user over.
   *
   * <p>It is kept if the other adopted it. As long as the other has recorded nothing it may still
   * do so, so that is waited for; if it takes too long the resource is left to reconciliation.
   */
  private void giveUp(Claim claim, ResourceType type, AwsResource resource) {
    Instant deadline = engine.calls().deadline();
    try {
      int attempt = 0;
      do {
        Optional<StoredUser> current =
            engine.users().findById(claim.id()).filter(stored -> isSameAttempt(stored, claim));
        AwsResource recorded =
            current.map(stored -> stored.user().resource(type.kind())).orElse(null);
        if (current.isEmpty() || recorded != null) {
          if (recorded == null || !recorded.arn().equals(resource.arn())) {
            type.delete().accept(resource.arn());
            engine.steps().step(claim.id(), Phase.DELETED, type.kind(), resource.arn(), null);
          }
          return;
        }
      } while (engine.calls().pause(attempt++, deadline));
      log.warn(
          "{} of user {} came too late and is left to reconciliation", resource.arn(), claim.id());
    } catch (RuntimeException e) {
      log.warn(
          "{} of user {} came too late and is left to reconciliation",
          resource.arn(),
          claim.id(),
          e);
    }
  }

  /** A user who has what was wanted does not fail because there is more of it than that. */
  private void deleteDuplicate(Claim claim, ResourceType type, AwsResource duplicate) {
    try {
      type.delete().accept(duplicate.arn());
      engine.steps().step(claim.id(), Phase.DELETED, type.kind(), duplicate.arn(), null);
    } catch (RuntimeException e) {
      log.warn(
          "{}, a duplicate of user {}'s, is left to reconciliation",
          duplicate.arn(),
          claim.id(),
          e);
    }
  }

  private static boolean isSameAttempt(StoredUser stored, Claim claim) {
    return stored.attempt().id().equals(claim.stored().attempt().id());
  }
}
