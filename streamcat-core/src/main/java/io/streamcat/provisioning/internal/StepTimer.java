package io.streamcat.provisioning.internal;

import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A timer from the step that starts work to the step that ends it. */
final class StepTimer {

  /**
   * The most entries: work that another server takes over never ends here, so entries may remain.
   */
  private static final int MOST = 10_000;

  private final Map<Work, Instant> begun = new ConcurrentHashMap<>();

  private record Work(UserId user, @Nullable ResourceKind kind) {}

  /** Returns the duration of the work that a step ends, or null if no work that began here ends. */
  @Nullable Duration duration(UserId user, Phase phase, @Nullable ResourceKind kind, Instant now) {
    Work work = new Work(user, kind);
    return switch (phase) {
      case INTENDED, CREATING, ROTATING, CHANGING, REMOVING -> {
        if (begun.size() >= MOST) {
          begun.clear();
        }
        begun.put(work, now);
        yield null;
      }
      case CREATED, ROTATED, CHANGED, FAILED, COMPLETED, REMOVED, LEFT_FOR_RECOVERY -> {
        Instant began = begun.remove(work);
        if (began == null) {
          yield null;
        }
        // A clock that was set back gives no negative duration.
        yield began.isAfter(now) ? Duration.ZERO : Duration.between(began, now);
      }
      case ADOPTED, ATTACHED, RESTORED, SUSPENDED, REVOKED, REINSTATED, DELETED, RELEASED -> null;
    };
  }
}
