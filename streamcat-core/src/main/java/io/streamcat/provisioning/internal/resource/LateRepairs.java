package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.suspension.SuspensionTransitions;
import io.streamcat.repository.Adoption;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.Progress;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that repair what a worker has done to settings and stream keys after it lost its lease.
 * The user who has the resource by then gets them, perhaps another one who has adopted it.
 */
public final class LateRepairs {

  private static final Logger log = LoggerFactory.getLogger(UserProvisioner.class);

  private final ProvisioningContext context;

  public LateRepairs(ProvisioningContext context) {
    this.context = context;
  }

  /**
   * Requests the repairs.
   *
   * @param stale the last record of the worker
   * @param changed the kinds whose settings it may have changed
   * @param isKeyChanged whether it may have deleted or created stream keys
   */
  public void request(UserRecord stale, Set<ResourceKind> changed, boolean isKeyChanged) {
    try {
      if (isKeyChanged || !changed.isEmpty()) {
        awaitNextOwner(stale);
      }
      for (ResourceKind kind : changed) {
        change(stale, kind, record -> restoring(record, kind));
      }
      if (isKeyChanged) {
        change(stale, ResourceKind.CHANNEL, record -> repairingKey(record, stale));
      }
    } catch (RuntimeException e) {
      log.warn(
          "Resources of user {} may have settings or a stream key that are not recorded; a plan"
              + " with drift finds and repairs settings",
          stale.label(),
          e);
    }
  }

  /**
   * Waits, unless the thread is interrupted, if another user may be about to adopt the resources.
   * An adoption that is recorded after this wait has read them when AWS showed the late change, or
   * long before, so that it reads them again.
   */
  private void awaitNextOwner(UserRecord stale) {
    boolean isKept =
        context
            .change(stale.key(), UnaryOperator.identity())
            .filter(record -> !record.state().isEnding())
            .isPresent();
    if (!isKept) {
      for (int window = 0; window < 2; window++) {
        context.calls().awaitCurrentLists(context.now(), context.calls().deadline());
      }
    }
  }

  private void change(UserRecord stale, ResourceKind kind, UnaryOperator<UserRecord> repair) {
    AwsResource resource = stale.resources().get(kind);
    if (resource != null) {
      context.changeOwner(resource.arn(), repair);
    }
  }

  /** A request of the worker that got no answer may still take effect. */
  private UserRecord restoring(UserRecord record, ResourceKind kind) {
    Instant late = context.afterLateRequests();
    return record.state().isEnding()
        ? Adoption.releasedLater(record, late)
        : record.with(context.restoration(kind, late));
  }

  /**
   * Returns the record with the revocation of the key of a suspended user, which no caller has got.
   * Another user gets the key that AWS shows. For the same user, a pending task replaces the key.
   */
  private UserRecord repairingKey(UserRecord record, UserRecord stale) {
    Instant now = context.now();
    if (record.state().isEnding()) {
      return Adoption.releasedLater(record, context.afterLateRequests());
    }
    boolean isSame = record.key().equals(stale.key());
    return !isSame && record.state() != UserState.SUSPENDED
        ? record.with(tasks -> tasks.with(new FetchStreamKey(now, Progress.ready(now))))
        : SuspensionTransitions.revokingAgain(record, now);
  }
}
