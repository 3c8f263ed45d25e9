package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of a resource's settings in AWS, with its attempts. A request whose answer was lost
 * may take effect after a following one, so this class remembers such a request.
 */
final class SettingsUpdate {

  private final ProvisioningContext context;
  private final AwsResource wanted;
  private final ResourceType type;
  private final boolean stops;
  private boolean mayComeLate;

  /**
   * Prepares a change.
   *
   * @param wanted the recorded resource with the new settings
   * @param stops whether the live stream of a channel is stopped
   */
  SettingsUpdate(ProvisioningContext context, AwsResource wanted, boolean stops) {
    this.context = context;
    this.wanted = wanted;
    this.type = context.type(ResourceKind.of(wanted));
    this.stops = stops;
  }

  /** Returns whether a request may still take effect. */
  boolean mayComeLate() {
    return mayComeLate;
  }

  /**
   * Changes the settings, with retries until the operation timeout.
   *
   * @return the resource after the change; empty if it is a live channel whose stream must not be
   *     stopped
   */
  Optional<? extends AwsResource> make() {
    Instant deadline = context.calls().deadline();
    for (int attempt = 0; ; attempt++) {
      if (stops) {
        context.channels().stopStream(wanted.arn());
      }
      try {
        return Optional.of(CallScope.withoutRepeating(() -> type.update().apply(wanted)));
      } catch (ResourceConflictException conflict) {
        if (type.kind() == ResourceKind.CHANNEL && !stops) {
          return Optional.empty();
        }
        // An encoder with the stream key has reconnected, or a stage is busy.
        pauseOrThrow(attempt, deadline, conflict);
      } catch (ThrottledException e) {
        pauseOrThrow(attempt, deadline, e);
      } catch (AwsException e) {
        mayComeLate |= e.retryable();
        if (!e.retryable()) {
          throw e;
        }
        pauseOrThrow(attempt, deadline, e);
      } catch (RuntimeException e) {
        // An exception of a replaced service leaves the outcome open.
        mayComeLate |= !(e instanceof StreamCatException);
        throw e;
      }
    }
  }

  private void pauseOrThrow(int attempt, Instant deadline, AwsException reason) {
    if (!context.calls().pause(attempt, deadline)) {
      throw reason;
    }
  }
}
