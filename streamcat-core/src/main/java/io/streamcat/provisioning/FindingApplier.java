package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.ProvisioningException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles the findings of a plan, each after another look at it. Methods return why nothing was
 * done, or empty if the finding is settled.
 */
final class Repair {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final Engine engine;
  private final UserWork work;
  private final Instant planned;

  Repair(Engine engine, UserWork work, Instant planned) {
    this.engine = engine;
    this.work = work;
    this.planned = planned;
  }

  Optional<String> settle(Finding finding) {
    return switch (finding.type()) {
      case ADOPTABLE ->
          claimed(finding, claim -> existing(finding, (r, o) -> adopt(claim, finding, r, o)));
      case MISSING -> claimed(finding, claim -> replace(claim, finding));
      case DRIFTED ->
          claimed(finding, claim -> existing(finding, (r, o) -> restore(claim, finding, r)));
      case DUPLICATE ->
          claimed(
              finding, claim -> existing(finding, (r, o) -> deleteDuplicate(claim, finding, o)));
      case ORPHANED -> existing(finding, (r, o) -> deleteOrphan(finding, o));
    };
  }

  /** Works on a user nobody else works on, or is to finish. */
  private Optional<String> claimed(Finding finding, Function<Claim, Optional<String>> action) {
    UserId id = Objects.requireNonNull(finding.userId());
    Optional<Claim> claimed = engine.tryClaim(id);
    if (claimed.isEmpty()) {
      return Optional.of(
          isKnown(id) ? "the user is being worked on" : "there is no such user any more");
    }
    Claim claim = claimed.get();
    if (!Comparison.isSettled(claim.stored())) {
      release(claim, claim.untouchedSince());
      return Optional.of("the user is left to recovery");
    }
    try {
      Optional<String> reason = action.apply(claim);
      release(claim, null);
      return reason;
    } catch (LeaseLostException e) {
      return Optional.of("another worker has taken the user over");
    } catch (ProvisioningException e) {
      // The user was left to recovery.
      throw e;
    } catch (RuntimeException e) {
      release(claim, null);
      throw e;
    }
  }

  private boolean isKnown(UserId id) {
    return engine
        .users()
        .findById(id)
        .filter(stored -> stored.user().state() != UserState.REMOVED)
        .isPresent();
  }

  private void release(Claim claim, @Nullable Instant until) {
    try {
      engine.users().release(claim.id(), claim.owner(), until, claim.stored().problem());
    } catch (LeaseLostException e) {
      log.debug("The lease on user {} ended with what completed the user", claim.id());
    } catch (RuntimeException e) {
      log.warn("The lease on user {} could not be given up and will expire", claim.id(), e);
    }
  }

  /** Works on a resource that exists, is of the namespace and is old enough. */
  private Optional<String> existing(
      Finding finding, BiFunction<AwsResource, Origin, Optional<String>> action) {
    Optional<? extends AwsResource> resource =
        engine.type(finding.kind()).get().apply(Objects.requireNonNull(finding.arn()));
    if (resource.isEmpty()) {
      return Optional.of("it is gone");
    }
    Optional<Origin> origin = Origin.of(resource.get().tags(), engine.settings().namespace());
    if (origin.isEmpty()) {
      return Optional.of("it is not tagged with the namespace");
    }
    return tooYoung(origin.get().createdAt()).or(() -> action.apply(resource.get(), origin.get()));
  }

  private Optional<String> adopt(
      Claim claim, Finding finding, AwsResource resource, Origin origin) {
    ResourceKind kind = finding.kind();
    AwsResource recorded = claim.user().resource(kind);
    if (!origin.isOf(claim.stored())) {
      return Optional.of("it is not of the user as registered now");
    }
    if (recorded != null) {
      Optional<String> reason = unlessGone(kind, recorded);
      if (reason.isPresent()) {
        return reason;
      }
      engine.users().detach(claim.id(), claim.owner(), kind, engine.now());
    }
    engine.steps().step(claim.id(), Phase.ADOPTED, kind, resource.arn(), null);
    engine.users().attach(claim.id(), claim.owner(), resource, engine.now());
    engine.steps().step(claim.id(), Phase.ATTACHED, kind, resource.arn(), null);
    return Optional.empty();
  }

  private Optional<String> replace(Claim claim, Finding finding) {
    ResourceKind kind = finding.kind();
    AwsResource recorded = claim.user().resource(kind);
    if (!Objects.equals(finding.arn(), recorded == null ? null : recorded.arn())) {
      return Optional.of("another one is recorded, or none any more");
    }
    if (recorded == null && !claim.missing().contains(kind)) {
      return Optional.of("the user is not to have one");
    }
    Optional<String> reason = recorded == null ? Optional.empty() : unlessGone(kind, recorded);
    if (reason.isEmpty()) {
      work.replace(claim, kind);
    }
    return reason;
  }

  private Optional<String> unlessGone(ResourceKind kind, AwsResource recorded) {
    return engine.type(kind).get().apply(recorded.arn()).isPresent()
        ? Optional.of("the recorded one exists")
        : tooYoung(Origin.createdAt(recorded.tags()));
  }

  private Optional<String> restore(Claim claim, Finding finding, AwsResource actual) {
    AwsResource recorded = claim.user().resource(finding.kind());
    if (recorded == null || !recorded.arn().equals(actual.arn())) {
      return Optional.of("it is not recorded any more");
    }
    if (Drift.between(recorded, actual).isEmpty()) {
      return Optional.of("it has the recorded settings");
    }
    engine.type(finding.kind()).restore().accept(recorded);
    engine.steps().step(claim.id(), Phase.RESTORED, finding.kind(), recorded.arn(), null);
    return Optional.empty();
  }

  private Optional<String> deleteDuplicate(Claim claim, Finding finding, Origin origin) {
    AwsResource recorded = claim.user().resource(finding.kind());
    if (!origin.isOf(claim.stored())) {
      return Optional.of("it is not of the user as registered now");
    }
    if (recorded == null || recorded.arn().equals(finding.arn())) {
      return Optional.of("the user has no other one");
    }
    if (engine.type(finding.kind()).get().apply(recorded.arn()).isEmpty()) {
      return Optional.of("the recorded one is gone");
    }
    return delete(finding, origin);
  }

  private Optional<String> deleteOrphan(Finding finding, Origin origin) {
    Optional<StoredUser> owner =
        origin
            .userId()
            .flatMap(engine.users()::findById)
            .filter(stored -> stored.user().state() != UserState.REMOVED)
            .filter(origin::isOf)
            .or(() -> engine.users().findByResource(Objects.requireNonNull(finding.arn())));
    return owner.isPresent()
        ? Optional.of("it is of user " + owner.get().user().id())
        : delete(finding, origin);
  }

  private Optional<String> delete(Finding finding, Origin origin) {
    // It existed when it was planned, so a plan old enough proves that it is, too.
    if (origin.createdAt() == null && isTooRecent(planned)) {
      return Optional.of(
          "its age is unknown; it may be deleted by this plan from "
              + planned.plus(engine.settings().reconciliationGracePeriod()));
    }
    String arn = Objects.requireNonNull(finding.arn());
    engine.type(finding.kind()).delete().accept(arn);
    origin
        .userId()
        .ifPresent(id -> engine.steps().step(id, Phase.DELETED, finding.kind(), arn, null));
    return Optional.empty();
  }

  private Optional<String> tooYoung(@Nullable Instant createdAt) {
    return createdAt != null && isTooRecent(createdAt) && isTooRecent(planned)
        ? Optional.of("it is younger than the grace period")
        : Optional.empty();
  }

  private boolean isTooRecent(Instant time) {
    return engine.now().isBefore(time.plus(engine.settings().reconciliationGracePeriod()));
  }
}
