package io.streamcat.examples.web.progress;

import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The progress of the work on one user. Thread-safe. */
public final class Progress {

  private final CompletableFuture<@Nullable Void> begun = new CompletableFuture<>();
  private final Map<ResourceKind, Phase> latest = new ConcurrentHashMap<>();

  void note(ProvisioningStep step) {
    if (step.kind() != null) {
      latest.put(step.kind(), step.phase());
    }
    if (step.phase() == Phase.INTENDED || step.phase() == Phase.REMOVING) {
      begun.complete(null);
    }
  }

  void end() {
    begun.complete(null);
  }

  void awaitBegun(Duration patience) {
    begun.copy().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  /**
   * Returns the latest phase of one kind of resource.
   *
   * @param kind the kind
   * @return the phase, or null if there was none yet
   */
  public @Nullable Phase latest(ResourceKind kind) {
    return latest.get(kind);
  }
}
