package io.streamcat.provisioning;

import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Measures the time from the step that begins something to the step that ends it. */
final class StepTimer {

  /** Work that another server takes over does not end here, so what has begun may stay. */
  private static final int MOST = 10_000;

  private final Map<Work, Instant> begun = new ConcurrentHashMap<>();

  private record Work(UserId user, @Nullable ResourceKind kind) {}

  /** Returns the duration of what a step ends, or null if it ends nothing that began here. */
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
        // A clock that was set back gives no negative duration.
        yield began == null
            ? null
            : Collections.max(List.of(Duration.ZERO, Duration.between(began, now)));
      }
      case ADOPTED, ATTACHED, RESTORED, DELETED -> null;
    };
  }
}
