package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A publisher of steps to the log and the listener; a failure of the listener has no effect. */
public final class StepPublisher {

  private static final Logger log = LoggerFactory.getLogger(UserProvisioner.class);

  private final Clock clock;
  private final ProvisioningListener listener;
  private final StepTimer timer = new StepTimer();

  StepPublisher(Clock clock, ProvisioningListener listener) {
    this.clock = clock;
    this.listener = listener;
  }

  void step(UserRecord user, Phase phase) {
    step(user, phase, null, null, null);
  }

  public void step(
      UserRecord user,
      Phase phase,
      @Nullable ResourceKind kind,
      @Nullable String arn,
      @Nullable RuntimeException failure) {
    if (phase == Phase.LEFT_FOR_RECOVERY && failure != null) {
      // Logged although it is also thrown, so that the operator of recovery sees it.
      log.warn("{} {}: {}", user.label(), phase, Failures.describe(failure));
    } else {
      Object detail = failure == null ? arn : Failures.describe(failure);
      log.debug("{} {} {} {}", user.label(), phase, kind, detail);
    }
    if (user.identity() != null) {
      report(user.id(), phase, kind, arn, failure);
    }
  }

  /** Reports the deletion of a resource whose user is gone. */
  public void deletedOrphan(@Nullable UserId user, ResourceKind kind, String arn) {
    if (user != null) {
      report(user, Phase.DELETED, kind, arn, null);
    }
  }

  private void report(
      UserId user,
      Phase phase,
      @Nullable ResourceKind kind,
      @Nullable String arn,
      @Nullable RuntimeException failure) {
    if (listener == ProvisioningSettings.NO_LISTENER) {
      return;
    }
    Instant now = clock.instant();
    ProvisioningStep step =
        new ProvisioningStep(
            user, phase, kind, arn, failure, now, timer.duration(user, phase, kind, now));
    try {
      listener.onStep(step);
    } catch (Throwable e) {
      // Includes Errors, and checked exceptions of listeners that are not written in Java.
      log.warn("The provisioning listener failed at {} of {}", step.phase(), step.userId(), e);
    }
  }

  /** Reports the step that a claim has recorded. */
  void claimed(UserRecord before, UserRecord after) {
    if (before.state() == UserState.SUSPENDED && after.state() == UserState.ACTIVE) {
      step(after, Phase.REINSTATED);
    }
  }

  /** Reports the steps that a write has recorded. */
  public void recorded(UserRecord before, UserRecord after) {
    for (ResourceKind kind : ResourceKind.values()) {
      AwsResource was = before.resources().get(kind);
      AwsResource is = after.resources().get(kind);
      if (is != null && (was == null || !was.arn().equals(is.arn()))) {
        step(after, Phase.ATTACHED, kind, is.arn(), null);
      }
    }
    Channel was = before.resources().channel();
    Channel is = after.resources().channel();
    if (was != null
        && is != null
        && before.pending().find(RotateStreamKey.class).isPresent()
        && after.pending().find(RotateStreamKey.class).isEmpty()
        && !Objects.equals(was.streamKey(), is.streamKey())) {
      step(after, Phase.ROTATED, ResourceKind.CHANNEL, is.arn(), null);
    }
    if (ResourceTasks.isRevoking(before) && !ResourceTasks.isRevoking(after)) {
      step(after, Phase.REVOKED, ResourceKind.CHANNEL, is == null ? null : is.arn(), null);
    }
    for (ResourceKind kind : ResourceKind.values()) {
      AwsResource old = before.resources().get(kind);
      AwsResource changed = after.resources().get(kind);
      if (old != null
          && changed != null
          && !ResourceKind.changeTo(old).equals(ResourceKind.changeTo(changed))) {
        step(after, Phase.CHANGED, kind, changed.arn(), null);
      }
    }
  }
}
